"""Reads what Maven and the JVM printed while the tests ran, and sums up: test_report.py LOG MAVENS_EXIT_CODE.

What -Xcheck:jni has to say counts as a failure, except for what JNA does while it loads itself (two notes, harmless,
in every program that uses JNA): there the stack begins in the JDK's own loader.
"""
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

OF_JNA_LOADING = "\tat jdk.internal.loader.NativeLibraries.load("


def main():
    log, status = Path(sys.argv[1]).read_text(errors="replace").replace("\x1b[0m", ""), int(sys.argv[2])
    notes = re.findall(r"((?:WARNING in native method|WARNING: JNI|FATAL ERROR in native method).*\n)((?:\s+(?:at|-) .*\n)*)", log)
    complaints = [note + "".join(stack.splitlines(True)[:8]) for note, stack in notes if not stack.startswith(OF_JNA_LOADING)]
    for complaint in complaints[:5]:
        print(complaint, end="")
    if status:
        print(re.sub(r"(?m)^(WARNING|\s+(at|-) ).*\n", "", log)[-6000:])
    suites = [ElementTree.parse(path).getroot() for path in Path("target/surefire-reports").glob("TEST-*.xml")]
    count = {key: sum(int(suite.get(key)) for suite in suites) for key in ("tests", "failures", "errors", "skipped")}
    print(f"java: {count['tests']} tests, {count['failures'] + count['errors']} failed, {count['skipped']} skipped, "
          f"{len(complaints)} complaints of -Xcheck:jni")
    return 1 if status or complaints or not count["tests"] or count["skipped"] else 0


if __name__ == "__main__":
    sys.exit(main())
