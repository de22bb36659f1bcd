//! What stands in api/opi-api.json, as Rust types; opi-api.schema.json says the same to everybody else. Shared by
//! the program that writes the file and renders the templates (tools/api) and by what writes opi.h (header.rs). Each
//! says by a macro `rows!` what it derives for them.
#![allow(dead_code, reason = "not every reader wants everything")]

rows! {
    /// What libopi offers.
    pub struct Api {
        /// Where the schema is.
        #[serde(rename = "$schema")]
        pub schema: String,
        /// Version of the library.
        pub version: String,
        /// The families of status codes; a number's family alone says what to do.
        pub families: Vec<Family>,
        /// Enumerations of numbers: status, kind, verdict, … Each is open: a later version may know more.
        pub enums: Vec<Enum>,
        /// Choices of words, of which an option or a field is one.
        pub choices: Vec<Choice>,
        /// Constants that are no row of a table.
        pub constants: Vec<Constant>,
        /// What the library hands out: results, receipts, errors, what a device is asked …
        pub records: Vec<Record>,
        /// Options of a terminal's URL.
        pub url_options: Vec<UrlOption>,
        /// Options of a request.
        pub request_options: Vec<RequestOption>,
        /// Families of terminals.
        pub dialects: Vec<Dialect>,
        /// What differs between dialects; each can be set in the URL.
        pub settings: Vec<Setting>,
        /// Terminal models and makers of terminal software.
        pub variants: Vec<Variant>,
        /// Opaque types of the C ABI.
        pub handles: Vec<Handle>,
        /// Structures of the C ABI.
        pub structs: Vec<Struct>,
        /// Functions of the C ABI, in the order of the header.
        pub functions: Vec<Function>,
        /// The till's devices: what each callback is asked, and what it answers.
        pub callbacks: Vec<Callback>,
    }

    /// A range of status codes.
    pub struct Family {
        /// Its name.
        pub name: String,
        /// Its number nearest to 0.
        pub first: i32,
        /// Its number farthest from 0.
        pub last: i32,
        /// May money have moved: `no` or `possibly`.
        pub money_moved: String,
        /// What it says.
        pub what: String,
    }

    /// An enumeration of numbers.
    pub struct Enum {
        /// Its name.
        pub name: String,
        /// What its constants begin with in C.
        pub c_prefix: String,
        /// What it says.
        pub what: String,
        /// Its values, in the order of the header.
        pub values: Vec<Value>,
    }

    /// One value of an enumeration.
    pub struct Value {
        /// Its name.
        pub name: String,
        /// Its constant in C.
        pub c_name: String,
        /// Its number; never changed, never used again.
        pub number: i32,
        /// How text fields and JSON call it.
        pub word: String,
        /// What it means.
        pub what: String,
        /// Of a status: what belongs to it alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub status: Option<StatusPart>,
        /// Of a request kind: what belongs to it alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<KindPart>,
    }

    /// What a status has beside its number.
    pub struct StatusPart {
        /// Name of its family.
        pub family: String,
        /// What to do next.
        pub advice: String,
        /// The same in other languages.
        pub texts: Vec<StatusText>,
    }

    /// A status in another language.
    pub struct StatusText {
        /// ISO 639-1.
        pub language: String,
        /// What happened.
        pub what: String,
        /// What to do next.
        pub advice: String,
    }

    /// What a request kind has beside its number.
    pub struct KindPart {
        /// The pair of messages that carries it: `card` or `service`.
        pub class: String,
        /// Does it move money?
        pub financial: bool,
        /// Does it carry an amount: `required`, `optional` or `never`.
        pub amount: String,
        /// Names of the dialects that know it.
        pub dialects: Vec<String>,
    }

    /// A few words, of which a value is one.
    pub struct Choice {
        /// Its name.
        pub name: String,
        /// What is chosen.
        pub what: String,
        /// The words.
        pub words: Vec<Word>,
    }

    /// One word of a choice.
    pub struct Word {
        /// The word as it is written.
        pub word: String,
        /// The same as a name: lower case, underscores.
        pub name: String,
        /// What it means; may be empty.
        pub what: String,
    }

    /// A constant.
    pub struct Constant {
        /// Its name in C.
        pub c_name: String,
        /// `text` or `number`.
        #[serde(rename = "type")]
        pub kind: String,
        /// Its value.
        pub value: String,
        /// What it is.
        pub what: String,
    }

    /// Something the library hands out, field by field.
    pub struct Record {
        /// Its name.
        pub name: String,
        /// What it is.
        pub what: String,
        /// The C type that it is read from, where it has one of its own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub c_type: Option<String>,
        /// Its place in a list is an argument behind the C object, as it is with recovered requests.
        pub indexed: bool,
        /// What the C functions that read it begin with. A field without a function of its own is read by
        /// `PREFIX_get` with its name; empty where the record is only part of others (see [`List`]).
        pub prefix: String,
        /// What the C constants of its fields' names begin with; empty where they have none.
        pub c_prefix: String,
        /// Its fields.
        pub fields: Vec<Field>,
        /// What there may be several of.
        pub lists: Vec<List>,
    }

    /// A field of a record.
    pub struct Field {
        /// Its name.
        pub name: String,
        /// The constant with its name in C, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub c_name: Option<String>,
        /// What it holds.
        pub holds: Holds,
        /// A C function of its own that reads it: `PREFIX_function`. A number below 0 from it is no value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub function: Option<String>,
        /// The version of the library that had it first.
        pub since: String,
        /// Where it comes from: an element or attribute of the wire protocol, `libopi`, or `till`.
        pub source: String,
        /// What it holds, in words.
        pub what: String,
    }

    /// What kind of value a text holds.
    pub struct Holds {
        /// `text`, `lines`, `list`, `flag`, `number`, `decimal`, `amount`, `minor_units`, `time`, `duration`, `enum`,
        /// `choice`, `path` or `xml`.
        #[serde(rename = "type")]
        pub kind: String,
        /// What a number or a duration counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
        /// Name of the enumeration or choice.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub of: Option<String>,
        /// Of an amount: name of the field that holds its currency.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub currency: Option<String>,
    }

    /// What a record may have several of. `PREFIX_count` counts them.
    pub struct List {
        /// Its name.
        pub name: String,
        /// Name of the record that each of them is; `text` for plain texts, which PREFIX itself reads.
        pub record: String,
        /// What the C functions begin with; they take the index behind the owner.
        pub prefix: String,
        /// What they are.
        pub what: String,
    }

    /// An option of a terminal's URL.
    pub struct UrlOption {
        /// Its name.
        pub name: String,
        /// What it holds.
        pub holds: Holds,
        /// Unit or form of the value.
        pub form: String,
        /// What holds without it.
        pub default: String,
        /// The version of the library that had it first.
        pub since: String,
        /// What it does.
        pub what: String,
    }

    /// An option of a request.
    pub struct RequestOption {
        /// Its name.
        pub name: String,
        /// Its constant in C.
        pub c_name: String,
        /// What it holds.
        pub holds: Holds,
        /// Unit or form of the value.
        pub form: String,
        /// What holds without it.
        pub default: String,
        /// The version of the library that had it first.
        pub since: String,
        /// What it does.
        pub what: String,
        /// Names of the dialects that know it.
        pub dialects: Vec<String>,
        /// Kinds of request that it makes sense with, by their name on the wire; none means every kind.
        pub kinds: Vec<String>,
        /// Card data: sent, never given back, logged or stored.
        pub secret: bool,
        /// Dialects, kinds and secrecy in words, as far as a reader must know; may be empty.
        pub scope: String,
    }

    /// A family of terminals.
    pub struct Dialect {
        /// Its name.
        pub name: String,
        /// The name for people.
        pub title: String,
        /// What it has no room for, and why.
        pub lacks: Vec<Lack>,
    }

    /// What a dialect or a model has not.
    pub struct Lack {
        /// A request kind or an option.
        pub name: String,
        /// Why not.
        pub why: String,
    }

    /// A setting of a dialect: `dialect.NAME` in a terminal's URL.
    pub struct Setting {
        /// Its name.
        pub name: String,
        /// What it holds.
        pub holds: Holds,
        /// Form of the value.
        pub form: String,
        /// What it decides.
        pub what: String,
        /// Its value in each dialect, in their order.
        pub values: Vec<String>,
    }

    /// A terminal model, or the maker of a terminal's software.
    pub struct Variant {
        /// Its name in a terminal's URL.
        pub name: String,
        /// The name for people.
        pub title: String,
        /// Name of its dialect.
        pub dialect: String,
        /// What a model is made of; a maker of software has none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub hardware: Option<Hardware>,
        /// Settings that differ from the dialect's, as NAME=VALUE.
        pub settings: Vec<String>,
        /// What it has not.
        pub lacks: Vec<Lack>,
        /// What else is known.
        pub notes: String,
    }

    /// What a terminal is made of.
    pub struct Hardware {
        /// Nobody serves at it.
        pub unattended: bool,
        /// It has a printer of its own.
        pub own_printer: bool,
        /// It sends the merchant's receipt on JournalPrinter.
        pub journal_printer: bool,
    }

    /// An opaque type of the C ABI.
    pub struct Handle {
        /// Its C type.
        pub c_type: String,
        /// The function that frees it; none for what ends with a callback.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub free: Option<String>,
        /// What it is.
        pub what: String,
    }

    /// A structure of the C ABI.
    pub struct Struct {
        /// Its C type.
        pub c_type: String,
        /// What it is.
        pub what: String,
        /// Its members, in order.
        pub members: Vec<Parameter>,
    }

    /// A function of the C ABI.
    pub struct Function {
        /// Its name.
        pub name: String,
        /// The chapter of the header.
        pub chapter: String,
        /// What it does.
        pub what: String,
        /// Who owns what it gives and takes.
        pub ownership: String,
        /// What NULL means.
        pub null: String,
        /// How long it may block.
        pub blocks: String,
        /// Which threads may call it.
        pub threads: String,
        /// Which callbacks run, and whether it may be called inside one.
        pub callbacks: String,
        /// What can go wrong.
        pub errors: String,
        /// What it gives: its C type and kind.
        pub gives: Parameter,
        /// What it takes.
        pub parameters: Vec<Parameter>,
    }

    /// A parameter, a member of a structure, or what a function gives.
    pub struct Parameter {
        /// Its name; empty for what a function gives.
        pub name: String,
        /// Its C type; of a callback what it gives.
        pub c_type: String,
        /// `void`, `number`, `status`, `text`, `handle`, `table` (pointer to a structure), `user_data`, `callback`, or an
        /// output: `out_handle`, `out_text`, `out_number`, `out_length` (of a text, in bytes).
        pub kind: String,
        /// Of a handle or a table: the C type behind the pointer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub of: Option<String>,
        /// Of a callback: what it is given.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub parameters: Vec<Parameter>,
        /// What it is, where that is said.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub what: String,
    }

    /// A device of the till.
    pub struct Callback {
        /// Its member of opi_devices, and its value of the enumeration `device`.
        pub name: String,
        /// Name of the record that it is asked.
        pub record: String,
        /// Does it answer what the cashier typed (`reply`), or only yes or no (`answer`)?
        pub gives: String,
        /// What it does.
        pub what: String,
    }
}
