"""What no answer may hold, whatever was asked: where the service lies on its machine, and how its code came there."""

import re

import schemathesis

LEAKS = re.compile(r"node_modules|file://|\bat [\w.<>]+ \(|\.(ts|js|mjs):\d+|/(home|root|tmp|usr|var|work)/\w|scribewell-journey-")


@schemathesis.check
def tells_nothing_of_the_machine(ctx, response, case):
    # What the client itself has sent may come back in an answer.
    asked = str(case.body) + case.path + str(case.query) + str(case.path_parameters)
    told = response.content.decode("utf-8", errors="replace")
    for found in LEAKS.finditer(told):
        if found.group() not in asked:
            raise AssertionError(f"The answer holds {found.group()!r}")


@schemathesis.serializer("application/offset+octet-stream")
def part_of_an_upload(ctx, value):
    """What tus sends is bytes as they are."""
    data = getattr(value, "data", value)
    return data if isinstance(data, bytes) else str(data).encode("utf-8", errors="replace")
