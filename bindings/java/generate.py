#!/usr/bin/env python3
"""Writes what the Java binding takes from include/opi.h: raw signatures and one enum for each table of constants.

    generate.py            writes src/generated/java
    generate.py --check    says what is not current, and ends with 1 then

Every constant and every function of the header is placed, or this program ends with an error: nothing can be
forgotten silently when the header grows.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADER = HERE / "../../include/opi.h"
OUT = HERE / "src/generated/java/org/libopi"
WIDTH = 110

# The enums: name, prefix in the header, what it is, and the name of the constant for values of later versions
# (only where the library hands out numbers).
ENUMS = [
    ("Status", "OPI_E_", "What happened. A number's family alone says whether money may have moved.", "OTHER"),
    ("MoneyMoved", "OPI_MONEY_", "Whether money has moved.", None),
    ("RequestKind", "", "What a till can ask a terminal for.", None),
    ("RequestOption", "OPI_OPTION_", "The options of a request.", None),
    ("Verdict", "OPI_VERDICT_", "How a request ended.", "OTHER"),
    ("ResultField", "OPI_FIELD_", "The text fields of a result.", None),
    ("ReceiptRole", "OPI_RECEIPT_", "For whom a receipt is.", "OTHER"),
    ("DeviceKind", "OPI_DEVICE_", "Which of the till's devices the terminal wants.", "OTHER"),
    ("Prompt", "OPI_PROMPT_", "What kind of answer a question wants.", None),
    ("Answer", "OPI_ANSWER_", "What a device of the till answers the terminal.", None),
    ("JournalField", None, "The fields of an entry of the electronic journal.", None),
    ("LogLevel", "OPI_LOG_", "How much is logged.", None),
    ("RecoveryVerdict", "OPI_RECOVERED_", "What became of a request whose outcome was open.", "OTHER"),
    ("RecoveryField", "OPI_RECOVERY_", "The text fields of a recovered request.", None),
]
# Constants that are no rows of a table.
SINGLE = {"OPI_VERSION", "OPI_ABI_VERSION", "OPI_DEVICES_INIT", "OPI_H", "OPI_CALL", "OPI_CALLBACK", "OPI_API",
          "OPI_STATIC"}
# Not for tills: the number that the binding gives back when a callback threw.
HIDDEN = {"OPI_ANSWER_FAILED"}
PROMPT_ZERO = "OTHER"  # the header has its own name for prompts of later versions


# How the comments of the header name things that Java spells otherwise.
SPELLING = {
    "opi_answer_set_number()": "Question.answerNumber",
    "opi_answer_set_text()": "Question.answerText",
    "opi_device_request_command()": "Question.command",
    "opi_result_status()": "Result.status",
    "opi_terminal_resolve()": "Terminal.resolve",
    "see opi_answer": "see Question",
}


def fail(message):
    sys.exit(f"generate.py: {message}")


# ---- reading the header -----------------------------------------------------------------------------------


def comment_text(comment):
    """The words of a /** comment */."""
    lines = [line.strip().removeprefix("/**").removesuffix("*/").strip() for line in comment.split("\n")]
    lines = [line[1:].strip() if line.startswith("*") else line for line in lines]
    return " ".join(line for line in lines if line)


class Header:
    """The constants, the functions and the device table of opi.h."""

    def __init__(self, text):
        self.text = text
        self.constants = []  # (name, value, comment)
        for comment, name, value in re.findall(
                r"(?:/\*\*((?:(?!\*/).)*)\*/\n)?#define (OPI_\w+) (\"[^\"]*\"|\(?-?\d+\)?)\n", text, re.S):
            self.constants.append((name, value.strip("()"), comment_text(comment)))
        unread = set(re.findall(r"#define (OPI_\w+)", text)) - {name for name, _, _ in self.constants} - SINGLE
        if unread:
            fail(f"constants of a form that is not known here: {sorted(unread)}")
        self.functions = []  # (return type, name, [(type, name)], first words of the comment)
        for comment, result, name, parameters in re.findall(
                r"/\*\*((?:(?!\*/).)*?)\*/\nOPI_API ([\w ]+?[ *]+)OPI_CALL (\w+)\((.*?)\);", text, re.S):
            words = comment_text(comment.split("Ownership:")[0])
            self.functions.append((result.strip(), name, parse_parameters(parameters), words))
        unread = set(re.findall(r"OPI_CALL (opi_\w+)\(", text)) - {name for _, name, _, _ in self.functions}
        if unread:
            fail(f"functions of a form that is not known here: {sorted(unread)}")
        self.devices = self.read_devices()
        self.journal = self.read_journal()

    def read_devices(self):
        """The members of opi_devices: (name, None) for data, (name, parameters) for callbacks."""
        body = re.search(r"typedef struct opi_devices \{(.*?)\} opi_devices;", self.text, re.S)
        if not body:
            fail("no struct opi_devices")
        plain = re.sub(r"/\*.*?\*/", "", body.group(1), flags=re.S)
        members = []
        for member in filter(None, (part.strip() for part in plain.split(";"))):
            callback = re.fullmatch(r"(int32_t|void) \(OPI_CALLBACK \*(\w+)\)\((.*)\)", member, re.S)
            if callback:
                members.append((callback.group(2), callback.group(1), parse_parameters(callback.group(3))))
            elif re.fullmatch(r"(uint32_t|void) \*?\w+", member):
                members.append((re.search(r"\w+$", member).group(), member.split()[0], None))
            else:
                fail(f"a member of opi_devices of a form that is not known here: {member}")
        if [name for name, _, parameters in members if parameters is None] != ["struct_size", "reserved", "user_data"]:
            fail("opi_devices has other data than struct_size, reserved and user_data")
        return members

    def read_journal(self):
        """The fields of a journal entry, which the header lists in words."""
        found = re.search(r"Gives a field of a journal entry: ([^.]*)\.", re.sub(r"\s*\n \* ", " ", self.text))
        if not found:
            fail("no list of the fields of a journal entry")
        return [(re.sub(r" \(.*\)", "", field.strip()), field.strip()) for field in found.group(1).split(",")]

    def constants_of(self, name, prefix):
        """The rows of one enum."""
        if name == "JournalField":
            return [("OPI_JOURNAL_" + field.upper(), f'"{field}"', words) for field, words in self.journal]
        rows = []
        for constant, value, comment in self.constants:
            if prefix == "":
                taken = constant not in SINGLE and constant != "OPI_OK" and not any(
                    other and constant.startswith(other) for _, other, _, _ in ENUMS)
            else:
                taken = constant.startswith(prefix) or (prefix == "OPI_E_" and constant == "OPI_OK")
            if taken and constant not in HIDDEN:
                rows.append((constant, value, self.in_java(comment)))
        return rows

    def in_java(self, words):
        """A comment with the names that its things have in Java."""
        for c_name, java in SPELLING.items():
            words = words.replace(c_name, java)
        for name, prefix, _, _ in ENUMS:
            words = re.sub(rf"\b{prefix}(?=[A-Z])", f"{name}.", words) if prefix else words
        return words


def parse_parameters(text):
    """C parameters as (type, name); a function pointer is one of type 'callback'."""
    text = " ".join(text.split())
    text = re.sub(r"void \(OPI_CALLBACK \*(\w+)\)\([^)]*\)", r"callback \1", text)
    if text == "void":
        return []
    parameters = []
    for parameter in text.split(","):
        matched = re.fullmatch(r"(.*?[ *])(\w+)", parameter.strip())
        parameters.append((matched.group(1).strip(), matched.group(2)))
    return parameters


# ---- writing Java -------------------------------------------------------------------------------------------


def wrap(text, indent, first="/** ", last=" */"):
    """A Javadoc comment."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    lines, line = [], indent + first
    for word in text.split():
        if len(line) + len(word) > WIDTH - len(last):
            lines.append(line.rstrip())
            line = indent + " * "
        line += word + " "
    lines.append(line.rstrip() + last)
    return "\n".join(lines) + "\n"


BEGINNING = "// Generated from include/opi.h by generate.py; never edited by hand.\npackage org.libopi;\n\n"


def enum(name, prefix, what, other, rows):
    """One table of constants as a public enum."""
    text_values = rows[0][1].startswith('"')
    strip = "OPI_JOURNAL_" if prefix is None else prefix or "OPI_"
    out = BEGINNING + wrap(what, "") + f"public enum {name} {{\n"
    for constant, value, comment in rows:
        short = constant.removeprefix(strip).removeprefix("OPI_")
        out += wrap((comment or short).rstrip(".") + ".", "    ")
        extra = f', "{constant}"' if name == "Status" else f', "{wire_name(short)}"' if name == "RequestKind" else ""
        out += f"    {short}({value}{extra}),\n"
    if other:
        out += wrap("A value of a later version of the library; the numbers and texts beside it tell more.", "    ")
        extra = ', "OPI_E_?"' if name == "Status" else ""
        out += f"    {other}(Integer.MIN_VALUE{extra}),\n"
    out = out.removesuffix(",\n") + ";\n\n"
    if text_values:
        return out + f"""    private final String text;

    {name}(String text) {{
        this.text = text;
    }}

    /**
     * The name in texts, in JSON and in the other languages.
     *
     * @return such as "{rows[0][1].strip('"')}"
     */
    public String text() {{
        return text;
    }}
}}
"""
    named = {"Status": "cName", "RequestKind": "wireName"}.get(name)
    out += "    private final int number;\n"
    out += f"    private final String {named};\n" if named else ""
    out += f"\n    {name}(int number{f', String {named}' if named else ''}) {{\n        this.number = number;\n"
    out += f"        this.{named} = {named};\n" if named else ""
    out += f"""    }}

    /**
     * The number in the C ABI, the same for ever.
     *
     * @return such as {rows[0][1]}
     */
    public int number() {{
        return number;
    }}
"""
    if named == "cName":
        out += """
    /**
     * The name in opi.h and in the documentation.
     *
     * @return such as "OPI_E_BUSY"
     */
    public String cName() {
        return cName;
    }
"""
    if named == "wireName":
        out += """
    /**
     * The name on the wire and in texts.
     *
     * @return such as "CardPayment"
     */
    public String wireName() {
        return wireName;
    }
"""
    fallback = other or (PROMPT_ZERO if name == "Prompt" else "POSSIBLY" if name == "MoneyMoved" else None)
    if fallback:
        out += f"""
    static {name} of(int number) {{
        for ({name} value : values()) {{
            if (value.number == number) {{
                return value;
            }}
        }}
        return {fallback};
    }}
"""
    return out + "}\n"


def wire_name(short):
    """CARD_PAYMENT is CardPayment on the wire; HeaderTest compares all with the library's own."""
    return {"CONTACT_TMS": "ContactTMS", "PIN_CHANGE": "PINchange"}.get(short, "".join(word.capitalize() for word in short.split("_")))


def camel(name):
    first, *rest = name.removeprefix("opi_").split("_")
    return first + "".join(word.capitalize() for word in rest)


# A type of C: its Java type in NativeBinding, its JNA type, and how one becomes the other (in), back (out).
# "drop" parameters are always NULL: lengths of texts that end with NUL anyway.
VALUE = {"int32_t": "int", "uint32_t": "int", "opi_status": "int", "int64_t": "long"}


def parameter(c_type, name):
    """(Java type or None, JNA type, expression, before the call, after the call)"""
    java = camel(name)
    if c_type in VALUE:
        return VALUE[c_type], VALUE[c_type], java, "", ""
    if c_type == "size_t":
        return "long", "SizeT", f"new SizeT({java})", "", ""
    if c_type == "size_t *":
        return None, "Pointer", "Pointer.NULL", "", ""
    if c_type == "const char *":
        return "String", "byte[]", f"utf8({java})", "", ""
    if c_type == "const opi_devices *":
        return "DeviceTable", "Pointer", f"table({java})", "", ""
    if c_type == "void *":
        return None, "Pointer", "Pointer.NULL", "", ""
    if re.fullmatch(r"(const )?opi_\w+ \*", c_type):
        return "long", "Pointer", f"pointer({java})", "", ""
    if re.fullmatch(r"opi_\w+ \*\*", c_type):
        return ("long[]", "PointerByReference", f"{java}Out",
                f"        PointerByReference {java}Out = new PointerByReference();\n",
                f"        {java}[0] = address({java}Out.getValue());\n")
    if c_type == "int64_t *":
        return ("long[]", "LongByReference", f"{java}Out", f"        LongByReference {java}Out = new LongByReference();\n",
                f"        {java}[0] = {java}Out.getValue();\n")
    if c_type == "const char **":
        return ("String[]", "PointerByReference", f"{java}Out",
                f"        PointerByReference {java}Out = new PointerByReference();\n",
                f"        {java}[0] = text({java}Out.getValue());\n")
    fail(f"a parameter of a type that is not known here: {c_type} {name}")


def result(c_type):
    """(Java type, JNA type, how a JNA value becomes a Java value)"""
    if c_type == "void":
        return "void", "void", "{}"
    if c_type in VALUE:
        return VALUE[c_type], VALUE[c_type], "{}"
    if c_type == "size_t":
        return "long", "SizeT", "{}.longValue()"
    if c_type == "const char *":
        return "String", "Pointer", "text({})"
    if re.fullmatch(r"opi_\w+ \*", c_type):
        return "long", "Pointer", "address({})"
    fail(f"a result of a type that is not known here: {c_type}")


def callbacks(header):
    return [(name, kind, parameters) for name, kind, parameters in header.devices if parameters is not None]


def native_binding(header):
    out = BEGINNING + """/**
 * The C ABI, function for function, in types of Java: the seam behind which JNA lies. An address of an object of the
 * library is a {@code long}, 0 for NULL; an output is an array of one; texts are Java's.
 */
interface NativeBinding {
"""
    abi = next(value for name, value, _ in header.constants if name == "OPI_ABI_VERSION")
    version = next(value for name, value, _ in header.constants if name == "OPI_VERSION")
    out += f"""    /** The ABI of the header that this was made from. */
    int ABI_VERSION = {abi};
    /** The version of that header. */
    String HEADER_VERSION = {version};
    /** What a callback answers when the till's code threw. */
    int ANSWER_FAILED = -1;

    /** What the library calls, for every terminal: {{@code userData}} tells which. */
    interface Callbacks {{
"""
    for name, kind, parameters in callbacks(header):
        java = ", ".join(f"long {camel(parameter_name)}" for _, parameter_name in parameters)
        out += f"        {VALUE.get(kind, kind)} {camel(name)}({java});\n\n"
    out += """        void log(int level, String target, String text);
    }

    /** An opi_devices: which callbacks the library is to call. */
    final class DeviceTable {
        long userData;
"""
    for name, kind, _ in callbacks(header):
        out += f"        boolean {camel(name)};\n" if kind != "void" else ""
    out += "    }\n"
    for c_result, name, parameters, words in header.functions:
        java = []
        for c_type, parameter_name in parameters:
            if c_type == "callback":
                if parameter_name == "callback":
                    java.append("boolean callback")
                continue
            java_type = parameter(c_type, parameter_name)[0]
            if java_type:
                java.append(f"{java_type} {camel(parameter_name)}")
        out += "\n" + wrap(words, "    ")
        out += signature(f"    {result(c_result)[0]} {camel(name)}(", java, ");\n")
    return out + "}\n"


def signature(start, parameters, end):
    line = start + ", ".join(parameters) + end
    if len(line) <= WIDTH:
        return line
    lines, current = [], start
    for index, part in enumerate(parameters):
        piece = part + (", " if index + 1 < len(parameters) else end)
        if len(current) + len(piece.rstrip()) > WIDTH:
            lines.append(current.rstrip())
            current = " " * (len(start) - len(start.lstrip()) + 8)
        current += piece
    return "\n".join(lines + [current])


JNA_IMPORTS = """import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

"""

JNA_TOOLS = """
    // ---- texts and addresses ---------------------------------------------------------------------------------

    private static Pointer pointer(long address) {
        return address == 0 ? Pointer.NULL : new Pointer(address);
    }

    private static long address(Pointer pointer) {
        return Pointer.nativeValue(pointer);
    }

    private static String text(Pointer text) {
        return text == null ? null : text.getString(0, "UTF-8");
    }

    /**
     * A text with its NUL. What UTF-8 cannot say (half a surrogate pair) or C cannot carry (NUL) becomes a byte that is
     * no UTF-8, so that the library refuses it in its own words: nothing is repaired, nothing cut off.
     */
    private static byte[] utf8(String text) {
        if (text == null) {
            return null;
        }
        if (text.indexOf('\\0') >= 0) {
            return NOT_UTF8.clone();
        }
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] terminated = new byte[bytes.remaining() + 1];
            bytes.get(terminated, 0, bytes.remaining());
            return terminated;
        } catch (CharacterCodingException e) {
            return NOT_UTF8.clone();
        }
    }

    private static final byte[] NOT_UTF8 = {(byte) 0xFF, 0};

    /** size_t. */
    public static final class SizeT extends IntegerType {
        private static final long serialVersionUID = 1;

        /** For JNA. */
        public SizeT() {
            this(0);
        }

        SizeT(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }
"""


def jna_type(kind):
    return {"int32_t": "int", "uint32_t": "int", "void": "void"}[kind]


def jna_binding(header):
    out = BEGINNING + JNA_IMPORTS + """/** The C ABI through JNA's direct mapping. No logic: types in, types out. */
final class JnaBinding implements NativeBinding {
    /** The callbacks, held for as long as the process lives: JNA itself would let them be collected. */
"""
    shapes = []
    for name, kind, parameters in callbacks(header):
        shape = "Callback" + {(1, "void"): "Destroy", (2, "int32_t"): "Device", (3, "int32_t"): "Input"}.get(
            (len(parameters), kind), "")
        if shape == "Callback":
            fail(f"a callback of a form that is not known here: {name}")
        if (shape, kind, parameters) not in shapes and shape not in [known for known, _, _ in shapes]:
            shapes.append((shape, kind, parameters))
        out += f"    private final {shape} {camel(name)};\n"
    out += "    private final CallbackLog log;\n\n"
    out += """    /** Binds the functions of a library that is loaded already; what is missing there is an UnsatisfiedLinkError. */
    JnaBinding(com.sun.jna.NativeLibrary library, Callbacks callbacks) {
        Native.register(Functions.class, library);
"""
    for name, kind, parameters in callbacks(header):
        names = [camel(parameter_name) for _, parameter_name in parameters]
        call = f"callbacks.{camel(name)}({', '.join(f'address({n})' for n in names)})"
        arguments = ", ".join(names)
        out += f"        {camel(name)} = " + (f"({arguments})" if len(names) > 1 else arguments) + f" -> {call};\n"
    out += """        log = (userData, level, target, text, length) -> callbacks.log(level, text(target), text(text));
    }

    private Pointer table(DeviceTable table) {
        if (table == null) {
            return Pointer.NULL;
        }
        OpiDevices devices = new OpiDevices();
        devices.struct_size = devices.size();
        devices.user_data = pointer(table.userData);
"""
    for name, kind, _ in callbacks(header):
        java = camel(name)
        out += f"        devices.{name} = table.{java} ? {java} : null;\n" if kind != "void" else \
            f"        devices.{name} = {java};\n"
    out += "        devices.write();\n        return devices.getPointer();\n    }\n"

    for c_result, name, parameters, _ in header.functions:
        java, arguments, before, after = [], [], "", ""
        for c_type, parameter_name in parameters:
            if c_type == "callback":
                if parameter_name == "callback":
                    java.append("boolean callback")
                    arguments.append("callback ? log : null")
                else:
                    arguments.append("null")
                continue
            java_type, _, expression, prepare, finish = parameter(c_type, parameter_name)
            if java_type:
                java.append(f"{java_type} {camel(parameter_name)}")
            arguments.append(expression)
            before += prepare
            after += finish
        java_type, _, convert = result(c_result)
        out += "\n    @Override\n" + signature(f"    public {java_type} {camel(name)}(", java, ") {\n") + before
        call = convert.format(signature(f"Functions.{name}(", arguments, ")"))
        if java_type == "void":
            out += f"        {call};\n"
        elif after:
            out += signature_line(f"        {java_type} returned = ", call) + after + "        return returned;\n"
        else:
            out += signature_line("        return ", call)
        out += "    }\n"

    out += "\n    // ---- as the header has them " + "-" * 80 + "\n\n"
    out += "    private static final class Functions {\n        private Functions() {\n        }\n"
    for c_result, name, parameters, _ in header.functions:
        jna = []
        for c_type, parameter_name in parameters:
            if c_type == "callback":
                jna.append(("CallbackLog " if parameter_name == "callback" else "CallbackDestroy ") + parameter_name)
            else:
                jna.append(f"{parameter(c_type, parameter_name)[1]} {parameter_name}")
        out += "\n" + signature(f"        static native {result(c_result)[1]} {name}(", jna, ");\n")
    out += "    }\n"
    for shape, kind, parameters in shapes:
        java = ", ".join(f"Pointer {camel(parameter_name)}" for _, parameter_name in parameters)
        out += f"""
    /** A callback of opi_devices. */
    interface {shape} extends Callback {{
        {jna_type(kind)} callback({java});
    }}
"""
    out += """
    /** The callback of opi_log_set(). */
    interface CallbackLog extends Callback {
        void callback(Pointer userData, int level, Pointer target, Pointer text, Pointer length); // as wide as size_t
    }
"""
    fields = ", ".join(f'"{name}"' for name, _, _ in header.devices)
    out += signature("\n    /** opi_devices. */\n    @Structure.FieldOrder({", [f'"{name}"' for name, _, _ in header.devices],
                     "})\n") if len(fields) > WIDTH else f"\n    /** opi_devices. */\n    @Structure.FieldOrder({{{fields}}})\n"
    out += "    public static final class OpiDevices extends Structure {\n"
    for name, kind, parameters in header.devices:
        if parameters is None:
            java = "Pointer" if kind == "void" else "int"
        else:
            java = "Callback" + {1: "Destroy", 2: "Device", 3: "Input"}[len(parameters)]
        out += f"        /** As in opi.h. */\n        public {java} {name};\n"
    return out + "    }\n" + JNA_TOOLS + "}\n"


def signature_line(start, call):
    line = start + call + ";\n"
    if len(line.split("\n")[0]) <= WIDTH:
        return line
    return start.rstrip() + "\n" + " " * 16 + call + ";\n"


def generated(header):
    files = {}
    placed = set()
    for name, prefix, what, other in ENUMS:
        rows = header.constants_of(name, prefix)
        placed |= {row[0] for row in rows}
        if rows:  # a table that this version of the header does not have yet makes no enum
            files[f"{name}.java"] = enum(name, prefix, what, other, rows)
    left = {name for name, _, _ in header.constants} - placed - SINGLE - HIDDEN
    if left:
        fail(f"constants that belong to no table here: {sorted(left)}")
    files["NativeBinding.java"] = native_binding(header)
    files["JnaBinding.java"] = jna_binding(header)
    return files


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__)
    files = generated(Header(HEADER.read_text(encoding="utf-8")))
    stale = []
    OUT.mkdir(parents=True, exist_ok=True)
    for path in sorted(set(OUT.glob("*.java")) | {OUT / name for name in files}):
        wanted = files.get(path.name)
        if path.exists() and path.read_text(encoding="utf-8") == wanted:
            continue
        stale.append(path.name)
        if check:
            continue
        if wanted is None:
            path.unlink()
        else:
            path.write_text(wanted, encoding="utf-8")
    if check and stale:
        fail(f"not what include/opi.h says: {', '.join(stale)}. Run bindings/java/generate.py and commit.")


if __name__ == "__main__":
    main()
