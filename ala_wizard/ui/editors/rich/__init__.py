"""The editor for rich text: bold, lists, live facts as chips, building blocks. Plain text fields keep `editors.text`."""
