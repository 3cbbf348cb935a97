"""QR codes for paper."""

import segno


def svg(address: str) -> str:
    """Return the QR code of `address` as one SVG element: error level M, with its quiet zone of four modules."""
    return str(segno.make_qr(address, error="m", boost_error=False).svg_inline(border=4, omitsize=True, light="#fff"))
