//! From the Rust source of opi-ffi to the model: functions with their comments, constants, structures, opaque types.
//! syn reads it; whatever has a form that is not known here is an error, so that nothing is left out in silence.

use crate::model::{Function, Handle, Parameter, Struct};
use std::error::Error;
use std::fs;
use std::path::Path;
use syn::{Attribute, Expr, Fields, FnArg, Item, ItemFn, Lit, Meta, Pat, ReturnType, Type};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What stands in opi-ffi.
#[derive(Default)]
pub struct Source {
    pub functions: Vec<Function>,
    pub numbers: Vec<Number>,
    pub structs: Vec<Struct>,
    pub handles: Vec<Handle>,
}

/// A constant: its name in C, its number, and what its comment says.
pub struct Number {
    pub c_name: String,
    pub value: i64,
    pub what: String,
}

/// Reads files of a folder, in the order of the names.
pub fn read(folder: &Path, files: &[&str]) -> Result<Source> {
    let mut source = Source::default();
    for file in files {
        let path = folder.join(file).with_extension("rs");
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for item in &syn::parse_file(&text)?.items {
            source.take(file, item).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    for handle in &mut source.handles {
        let free = format!("{}_free", handle.c_type);
        handle.free = source.functions.iter().any(|function| function.name == free).then_some(free);
    }
    Ok(source)
}

impl Source {
    fn take(&mut self, chapter: &str, item: &Item) -> Result<()> {
        match item {
            Item::Fn(function) if is_exported(&function.attrs) => {
                self.functions.push(read_function(chapter, function)?);
            }
            Item::Const(item) if item.ident.to_string().starts_with("OPI_") => {
                self.numbers.push(Number {
                    c_name: item.ident.to_string(),
                    value: number(&item.expr)?,
                    what: doc(&item.attrs).join(" "),
                });
            }
            Item::Struct(item) if item.ident.to_string().starts_with("opi_") => {
                let c_type = item.ident.to_string();
                let what = paragraphs(&doc(&item.attrs));
                if item.attrs.iter().any(|attribute| attribute.path().is_ident("repr")) {
                    self.structs.push(Struct { c_type, what, members: members(&item.fields)? });
                } else {
                    self.handles.push(Handle { c_type, free: None, what });
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn is_exported(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("unsafe") && list.tokens.to_string() == "no_mangle",
        _ => false,
    })
}

/// The lines of a doc comment.
fn doc(attributes: &[Attribute]) -> Vec<String> {
    let text = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().replace('`', "")),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(text).collect()
}

/// One line for each paragraph.
fn paragraphs(lines: &[String]) -> String {
    let paragraphs = lines.split(String::is_empty).map(|paragraph| paragraph.join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n").trim().to_owned()
}

fn number(expression: &Expr) -> Result<i64> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => Ok(number.base10_parse()?),
            other => Err(format!("a constant that is no whole number: {other:?}").into()),
        },
        Expr::Unary(negative) => Ok(-number(&negative.expr)?),
        other => Err(format!("a constant that is no plain number: {other:?}").into()),
    }
}

// ---- Functions ------------------------------------------------------------------------------------------

const LABELS: [&str; 6] = ["Ownership:", "NULL:", "Blocks:", "Threads:", "Callbacks:", "Errors:"];

fn read_function(chapter: &str, item: &ItemFn) -> Result<Function> {
    let name = item.sig.ident.to_string();
    let wrong = |error: Box<dyn Error>| format!("{name}: {error}");
    let lines = doc(&item.attrs);
    let what = lines.iter().take_while(|line| !line.starts_with("Ownership:")).cloned().collect::<Vec<_>>();
    let rest = lines.get(what.len()..).unwrap_or_default().join(" ");
    let said = |label: &str| section(&rest, label);
    let gives = match &item.sig.output {
        ReturnType::Default => plain("", "void", "void"),
        ReturnType::Type(_, output) => returned(output).map_err(wrong)?,
    };
    let parameters = item.sig.inputs.iter().map(|input| match input {
        FnArg::Typed(input) => parameter(&pattern(&input.pat)?, &input.ty),
        FnArg::Receiver(_) => Err("a method".into()),
    });
    Ok(Function {
        chapter: chapter.into(),
        what: paragraphs(&what),
        ownership: said("Ownership:"),
        null: said("NULL:"),
        blocks: said("Blocks:"),
        threads: said("Threads:"),
        callbacks: said("Callbacks:"),
        errors: said("Errors:"),
        gives,
        parameters: parameters.collect::<Result<_>>().map_err(wrong)?,
        name: name.clone(),
    })
}

/// What a comment says behind a label, up to the next one.
fn section(text: &str, label: &str) -> String {
    let Some((_, said)) = text.split_once(label) else { return String::new() };
    let end = LABELS.iter().filter_map(|other| said.find(other)).min().unwrap_or(said.len());
    said.get(..end).unwrap_or_default().trim().to_owned()
}

fn pattern(pattern: &Pat) -> Result<String> {
    match pattern {
        Pat::Ident(name) => Ok(name.ident.to_string()),
        other => Err(format!("a parameter that is no name: {other:?}").into()),
    }
}

fn plain(name: &str, c_type: &str, kind: &str) -> Parameter {
    Parameter { name: name.into(), c_type: c_type.into(), kind: kind.into(), ..Parameter::default() }
}

fn pointer(name: &str, c_type: String, kind: &str, of: &str) -> Parameter {
    Parameter { of: Some(of.into()), ..plain(name, &c_type, kind) }
}

/// A type as its tokens, without spaces.
fn spelled(of: &Type) -> String {
    fn tokens(of: &Type) -> String {
        match of {
            Type::Path(path) => {
                let segments = path.path.segments.iter().map(|segment| match &segment.arguments {
                    syn::PathArguments::AngleBracketed(inner) => {
                        let inner: Vec<String> = inner
                            .args
                            .iter()
                            .map(|argument| match argument {
                                syn::GenericArgument::Type(inner) => tokens(inner),
                                _ => "?".into(),
                            })
                            .collect();
                        format!("{}<{}>", segment.ident, inner.join(","))
                    }
                    _ => segment.ident.to_string(),
                });
                segments.collect::<Vec<_>>().join("::")
            }
            Type::Reference(inner) => {
                format!("&{}{}", if inner.mutability.is_some() { "mut " } else { "" }, tokens(&inner.elem))
            }
            Type::Ptr(inner) => {
                format!(
                    "*{}{}",
                    if inner.mutability.is_some() { "mut " } else { "const " },
                    tokens(&inner.elem)
                )
            }
            Type::BareFn(_) => "fn".into(),
            _ => "?".into(),
        }
    }
    tokens(of)
}

fn returned(output: &Type) -> Result<Parameter> {
    let spelled = spelled(output);
    Ok(match spelled.as_str() {
        "opi_status" => plain("", "opi_status", "status"),
        "*const c_char" => plain("", "const char *", "text"),
        other => match (number_type(other), other.strip_prefix("*mut ")) {
            (Some(c_type), _) => plain("", c_type, "number"),
            (None, Some(handle)) if handle.starts_with("opi_") => {
                pointer("", format!("{handle} *"), "handle", handle)
            }
            _ => return Err(format!("gives {other}, of a form that is not known here").into()),
        },
    })
}

fn number_type(rust: &str) -> Option<&'static str> {
    Some(match rust {
        "i32" => "int32_t",
        "u32" => "uint32_t",
        "i64" => "int64_t",
        "usize" => "size_t",
        _ => return None,
    })
}

fn parameter(name: &str, of: &Type) -> Result<Parameter> {
    if let Some(callback) = callback(name, of)? {
        return Ok(callback);
    }
    let spelled = spelled(of);
    let within =
        |open: &str, close: &str| spelled.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    if let Some(c_type) = number_type(&spelled) {
        return Ok(plain(name, c_type, "number"));
    }
    if let Some(handle) = within("Option<&", ">").filter(|inner| inner.starts_with("opi_")) {
        return Ok(pointer(name, format!("const {handle} *"), "handle", handle));
    }
    if let Some(output) = within("Option<&mut MaybeUninit<", ">>") {
        return output_parameter(name, output).ok_or_else(|| format!("an output {output}").into());
    }
    Ok(match spelled.as_str() {
        "opi_status" => plain(name, "opi_status", "status"),
        "*const c_char" => plain(name, "const char *", "text"),
        "*mut c_void" => plain(name, "void *", "user_data"),
        other => match (other.strip_prefix("*mut opi_"), other.strip_prefix("*const opi_")) {
            (Some(rest), _) => pointer(name, format!("opi_{rest} *"), "handle", &format!("opi_{rest}")),
            // The only tables of callbacks are given as pointers to constants.
            (_, Some(rest)) => {
                let kind = if rest == "devices" { "table" } else { "handle" };
                pointer(name, format!("const opi_{rest} *"), kind, &format!("opi_{rest}"))
            }
            _ => return Err(format!("{name} is {other}, of a form that is not known here").into()),
        },
    })
}

fn output_parameter(name: &str, output: &str) -> Option<Parameter> {
    if let Some(handle) = output.strip_prefix("*mut opi_") {
        return Some(pointer(name, format!("opi_{handle} **"), "out_handle", &format!("opi_{handle}")));
    }
    Some(match output {
        "*const c_char" => plain(name, "const char **", "out_text"),
        "usize" => plain(name, "size_t *", "out_length"),
        other => plain(name, &format!("{} *", number_type(other)?), "out_number"),
    })
}

/// `Option<unsafe extern "C" fn(…) -> …>`.
fn callback(name: &str, of: &Type) -> Result<Option<Parameter>> {
    let Type::Path(path) = of else { return Ok(None) };
    let Some(segment) = path.path.segments.last() else { return Ok(None) };
    let syn::PathArguments::AngleBracketed(inner) = &segment.arguments else { return Ok(None) };
    let Some(syn::GenericArgument::Type(Type::BareFn(function))) = inner.args.first() else {
        return Ok(None);
    };
    let parameters = function.inputs.iter().map(|input| {
        let (name, _) = input.name.as_ref().ok_or("a callback's parameter without a name")?;
        parameter(&name.to_string(), &input.ty)
    });
    let gives = match &function.output {
        ReturnType::Default => plain("", "void", "void"),
        ReturnType::Type(_, output) => returned(output)?,
    };
    let parameters = parameters.collect::<Result<_>>()?;
    Ok(Some(Parameter { parameters, ..plain(name, &gives.c_type, "callback") }))
}

fn members(fields: &Fields) -> Result<Vec<Parameter>> {
    let member = |field: &syn::Field| {
        let name = field.ident.as_ref().ok_or("a member without a name")?.to_string();
        let what = paragraphs(&doc(&field.attrs));
        Ok(Parameter { what, ..parameter(&name, &field.ty)? })
    };
    fields.iter().map(member).collect()
}
