"""PDFs made by hand: lines at their places, in one of the fonts that every reader has."""

from collections.abc import Mapping, Sequence

# Text, left edge, baseline and size, in points.
Placed = tuple[str, float, float, float]
WIDTH, HEIGHT = 612, 792


def pdf(*pages: Sequence[Placed], info: Mapping[str, str] | None = None) -> bytes:
    """A PDF of these pages, `info` its metadata."""
    streams = [_stream(page) for page in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    metadata = " ".join(f"/{key} ({value})" for key, value in (info or {}).items())
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]"
        " /Resources << /Font << /F 3 0 R >> >>"
    )
    for number, stream in enumerate(streams):
        objects += [
            f"{page} /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    return assembled([*objects, f"<< {metadata} >>"])


def assembled(objects: Sequence[str], trailer: str = "") -> bytes:
    """A file of these objects, the first its root, the last what it says of itself."""
    out, places = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{held}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    )
    return out + end.encode("latin-1")


def column(*lines: str, left: float = 72, top: float = 640, size: float = 11) -> list[Placed]:
    """Lines below each other."""
    return [(line, left, top - 14 * n, size) for n, line in enumerate(lines)]


def _stream(page: Sequence[Placed]) -> str:
    shown = (
        f"BT /F {size} Tf {left} {baseline} Td ({_escaped(text)}) Tj ET"
        for text, left, baseline, size in page
    )
    return "\n".join(shown)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
