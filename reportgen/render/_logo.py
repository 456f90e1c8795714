"""The logo: a picture file, looked at before it is trusted, held inside the report."""

from base64 import b64encode
from io import BytesIO
from pathlib import Path

from reportgen.errors import ConfigError

_LARGEST_BYTES = 500_000
_LARGEST_SIDE = 4_000
# an SVG could hold text that is laid out wrong, or ask for other files
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


def logo_address(path: Path) -> str:
    """Return the picture as a data: address.

    Raises:
        ConfigError: it cannot be read, is too large, or is neither PNG nor JPEG.
    """
    from PIL import Image, UnidentifiedImageError

    hint = "give a PNG or JPEG file of at most 500 kB and 4,000 pixels a side"
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"cannot read the logo {path}: {error.strerror}") from error
    if len(content) > _LARGEST_BYTES:
        raise ConfigError(f"the logo {path} is too large", hint=hint)
    try:
        with Image.open(BytesIO(content), formats=list(_TYPES)) as picture:
            form, side = picture.format, max(picture.size)
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ConfigError(f"the logo {path} is no picture the report can use", hint=hint) from error
    if side > _LARGEST_SIDE:
        raise ConfigError(f"the logo {path} is too large", hint=hint)
    return f"data:{_TYPES[str(form)]};base64," + b64encode(content).decode("ascii")
