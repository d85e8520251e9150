"""The papers as files for a word processor: real styles, headings, tables and contents, to go on writing."""
