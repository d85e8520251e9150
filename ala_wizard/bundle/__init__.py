"""The whole set that goes to the authority: papers, attachments, index; merged, packed, put in place whole or not at all."""
