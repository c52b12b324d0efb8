"""Tables that people send: CSV as any office writes it, and workbooks of Excel."""
