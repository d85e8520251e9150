"""From the case to neutral blocks: what each paper says, without layout and without arithmetic."""
