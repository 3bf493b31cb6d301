"""The certificate: its printable page for whoever holds it, and the page where anybody checks one."""
