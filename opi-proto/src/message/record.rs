//! One macro turns a table of wire names into a struct with reader and writer, so that a message part is
//! described once and both directions follow.

use super::sensitive;
use crate::wire::xml::{Element, Node};

/// What a message part carries beyond what this library knows: kept, with card data taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Other {
    /// Unknown attributes, local names.
    pub attributes: Vec<(String, String)>,
    /// Unknown child elements.
    pub elements: Vec<Element>,
}

impl Other {
    /// Collects what `known` does not name.
    pub(crate) fn collect(element: &Element, known: &[&[&str]]) -> Self {
        let unknown = |name: &str| !known.iter().copied().flatten().any(|k| k.eq_ignore_ascii_case(name));
        Other {
            attributes: sensitive::scrub_attributes(
                element.attributes.iter().filter(|(name, _)| unknown(name)),
            ),
            elements: element.elements().filter(|e| unknown(&e.name)).filter_map(sensitive::scrub).collect(),
        }
    }

    pub(crate) fn write_into(&self, element: &mut Element) {
        element.attributes.extend(self.attributes.iter().cloned());
        element.children.extend(self.elements.iter().cloned().map(Node::Element));
    }
}

/// A part of a message that reads itself from an element and writes itself as one.
pub(crate) trait Record: Sized {
    const SPELLINGS: &'static [&'static str];
    /// The spellings of every value and child that the record knows.
    const KNOWN: &'static [&'static [&'static str]];
    fn read(element: &Element) -> Self;
    fn write(&self) -> Element;
    /// Any record of this kind, without secrets.
    #[cfg(test)]
    fn any(source: &mut super::tests::Source) -> Self;

    /// The first child of `parent` that is this record.
    fn read_child(parent: &Element) -> Option<Self> {
        Self::SPELLINGS.iter().find_map(|name| parent.child(name)).map(Self::read)
    }

    /// Every child of `parent` that is this record.
    fn read_children(parent: &Element) -> Vec<Self> {
        parent.elements().filter(|e| Self::SPELLINGS.iter().any(|name| e.is(name))).map(Self::read).collect()
    }

    /// The record whose values stand in `parent` itself, among others.
    fn read_inline(parent: &Element) -> Option<Self> {
        let mine = |name: &str| Self::KNOWN.iter().copied().flatten().any(|k| k.eq_ignore_ascii_case(name));
        let mut element = Element::new(&parent.name);
        element.attributes = parent.attributes.iter().filter(|(name, _)| mine(name)).cloned().collect();
        parent.elements().filter(|e| mine(&e.name)).for_each(|child| element.push(child.clone()));
        (!is_bare(&element)).then(|| Self::read(&element))
    }

    /// Writes the values into `parent` itself.
    fn write_inline(&self, parent: &mut Element) {
        let element = self.write();
        parent.attributes.extend(element.attributes);
        parent.children.extend(element.children);
    }
}

/// Among the spellings of a value: the text of the part itself. No name in XML has such a sign.
const OWN_TEXT: &str = "#text";

/// A value present and not empty, in any of its spellings, as attribute or child element.
pub(crate) fn value(element: &Element, spellings: &[&str]) -> Option<String> {
    let spelled = |name: &&str| match *name {
        OWN_TEXT => Some(element.text().trim().to_owned()),
        name => element.value(name),
    };
    spellings.iter().find_map(spelled).filter(|v| !v.is_empty())
}

/// Has the element neither attributes nor child elements?
pub(crate) fn is_bare(element: &Element) -> bool {
    element.attributes.is_empty() && element.elements().next().is_none()
}

/// Declares a message part. The first spelling of each name is the one written; the others are read too.
macro_rules! record {
    (
        $(#[$doc:meta])*
        pub struct $name:ident = $wire:literal $(| $wire_alias:literal)* {
            $(attributes { $( $(#[$a_doc:meta])* $a:ident = $a_wire:literal $(| $a_alias:literal)* ),* $(,)? })?
            $(pans { $( $(#[$p_doc:meta])* $p:ident = $p_wire:literal $(| $p_alias:literal)* ),* $(,)? })?
            $(elements { $( $(#[$e_doc:meta])* $e:ident = $e_wire:literal $(| $e_alias:literal)* ),* $(,)? })?
            $(pan_elements { $( $(#[$q_doc:meta])* $q:ident = $q_wire:literal $(| $q_alias:literal)* ),* $(,)? })?
            $(secret_attributes { $( $(#[$u_doc:meta])* $u:ident = $u_wire:literal ),* $(,)? })?
            $(secret_elements { $( $(#[$s_doc:meta])* $s:ident = $s_wire:literal ),* $(,)? })?
            $(texts { $( $(#[$t_doc:meta])* $t:ident = $t_wire:literal ),* $(,)? })?
            $(content { $(#[$x_doc:meta])* $x:ident })?
            $(children { $( $(#[$c_doc:meta])* $c:ident: $c_type:ty ),* $(,)? })?
            $(lists { $( $(#[$l_doc:meta])* $l:ident: $l_type:ty ),* $(,)? })?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq)]
        pub struct $name {
            $($( $(#[$a_doc])* #[doc = concat!("\n\nWire name: `", $a_wire, "`.")] pub $a: Option<String>, )*)?
            $($( $(#[$p_doc])* #[doc = concat!("\n\nWire name: `", $p_wire, "`.")] pub $p: Option<$crate::value::Pan>, )*)?
            $($( $(#[$e_doc])* #[doc = concat!("\n\nWire name: `", $e_wire, "`.")] pub $e: Option<String>, )*)?
            $($( $(#[$q_doc])* #[doc = concat!("\n\nWire name: `", $q_wire, "`.")] pub $q: Option<$crate::value::Pan>, )*)?
            $($( $(#[$u_doc])* #[doc = concat!("\n\nWire name: `", $u_wire, "`. Written, never read.")] pub $u: Option<$crate::value::Secret>, )*)?
            $($( $(#[$s_doc])* #[doc = concat!("\n\nWire name: `", $s_wire, "`. Written, never read.")] pub $s: Option<$crate::value::Secret>, )*)?
            $($( $(#[$t_doc])* #[doc = concat!("\n\nWire name: `", $t_wire, "`.")] pub $t: Vec<String>, )*)?
            $( $(#[$x_doc])* pub $x: String, )?
            $($( $(#[$c_doc])* pub $c: Option<$c_type>, )*)?
            $($( $(#[$l_doc])* pub $l: Vec<$l_type>, )*)?
            /// What this library does not know, kept.
            pub other: $crate::message::record::Other,
        }

        impl std::fmt::Debug for $name {
            /// Texts are redacted: a record may hold receipt lines.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($name));
                $($( if let Some(v) = &self.$a { out.field($a_wire, &$crate::value::redact(v)); } )*)?
                $($( if let Some(v) = &self.$p { out.field($p_wire, v); } )*)?
                $($( if let Some(v) = &self.$e { out.field($e_wire, &$crate::value::redact(v)); } )*)?
                $($( if let Some(v) = &self.$q { out.field($q_wire, v); } )*)?
                $($( if self.$u.is_some() { out.field($u_wire, &"…"); } )*)?
                $($( if self.$s.is_some() { out.field($s_wire, &"…"); } )*)?
                $($( for v in &self.$t { out.field($t_wire, &$crate::value::redact(v)); } )*)?
                $( out.field(stringify!($x), &$crate::value::redact(&self.$x)); )?
                $($( if let Some(v) = &self.$c { out.field(stringify!($c), v); } )*)?
                $($( if !self.$l.is_empty() { out.field(stringify!($l), &self.$l); } )*)?
                out.finish_non_exhaustive()
            }
        }

        impl $crate::message::record::Record for $name {
            const SPELLINGS: &'static [&'static str] = &[$wire $(, $wire_alias)*];

            const KNOWN: &'static [&'static [&'static str]] = &[
                $($( &[$a_wire $(, $a_alias)*], )*)?
                $($( &[$p_wire $(, $p_alias)*], )*)?
                $($( &[$e_wire $(, $e_alias)*], )*)?
                $($( &[$q_wire $(, $q_alias)*], )*)?
                $($( &[$u_wire], )*)?
                $($( &[$s_wire], )*)?
                $($( &[$t_wire], )*)?
                $($( <$c_type as $crate::message::record::Record>::SPELLINGS, )*)?
                $($( <$l_type as $crate::message::record::Record>::SPELLINGS, )*)?
            ];

            #[allow(unused_variables, reason = "a record may have no field of some sort")]
            fn read(element: &$crate::wire::xml::Element) -> Self {
                #[allow(unused_imports, reason = "only records with children need the trait")]
                use $crate::message::record::{Record, value};
                if $crate::message::record::is_bare(element) {
                    // Most receipt lines: text and nothing else.
                    return $name {
                        $($( $p: value(element, &[$p_wire $(, $p_alias)*]).map(|v| $crate::value::Pan::read(&v)), )*)?
                        $( $x: element.text(), )?
                        ..$name::default()
                    };
                }
                $name {
                    $($( $a: value(element, &[$a_wire $(, $a_alias)*]), )*)?
                    $($( $p: value(element, &[$p_wire $(, $p_alias)*]).map(|v| $crate::value::Pan::read(&v)), )*)?
                    $($( $e: value(element, &[$e_wire $(, $e_alias)*]), )*)?
                    $($( $q: value(element, &[$q_wire $(, $q_alias)*]).map(|v| $crate::value::Pan::read(&v)), )*)?
                    $($( $u: None, )*)?
                    $($( $s: None, )*)?
                    $($( $t: element.children($t_wire).map(|e| e.text().trim().to_owned()).collect(), )*)?
                    $( $x: element.text(), )?
                    $($( $c: <$c_type>::read_child(element), )*)?
                    $($( $l: <$l_type>::read_children(element), )*)?
                    other: $crate::message::record::Other::collect(element, Self::KNOWN),
                }
            }

            #[cfg(test)]
            fn any(source: &mut $crate::message::tests::Source) -> Self {
                $name {
                    $($( $a: source.maybe().then(|| source.value()), )*)?
                    $($( $p: source.maybe().then(|| source.pan()), )*)?
                    $($( $e: source.maybe().then(|| source.value()), )*)?
                    $($( $q: source.maybe().then(|| source.pan()), )*)?
                    $($( $u: None, )*)?
                    $($( $s: None, )*)?
                    $($( $t: source.list(|source| source.value()), )*)?
                    $( $x: source.text(), )?
                    $($( $c: source.maybe().then(|| $crate::message::record::Record::any(source)), )*)?
                    $($( $l: source.list($crate::message::record::Record::any), )*)?
                    other: source.other(),
                }
            }

            fn write(&self) -> $crate::wire::xml::Element {
                #[allow(unused_imports, reason = "only records with children need the trait")]
                use $crate::message::record::Record;
                #[allow(unused_mut, reason = "a record may have no field of some sort")]
                let mut element = $crate::wire::xml::Element::new($wire);
                $($( if let Some(v) = &self.$a { element.set_attr($a_wire, v.as_str()); } )*)?
                $($( if let Some(v) = &self.$p { element.set_attr($p_wire, v.masked()); } )*)?
                $($( if let Some(v) = &self.$u { element.set_attr($u_wire, v.expose()); } )*)?
                $($( if let Some(v) = &self.$e {
                    element.push($crate::wire::xml::Element::new($e_wire).with_text(v.as_str()));
                } )*)?
                $($( if let Some(v) = &self.$q {
                    element.push($crate::wire::xml::Element::new($q_wire).with_text(v.masked()));
                } )*)?
                $($( if let Some(v) = &self.$s {
                    element.push($crate::wire::xml::Element::new($s_wire).with_text(v.expose()));
                } )*)?
                $($( for v in &self.$t {
                    element.push($crate::wire::xml::Element::new($t_wire).with_text(v.as_str()));
                } )*)?
                $( if !self.$x.is_empty() { element = element.with_text(self.$x.as_str()); } )?
                $($( if let Some(v) = &self.$c { element.push(v.write()); } )*)?
                $($( for v in &self.$l { element.push(v.write()); } )*)?
                self.other.write_into(&mut element);
                element
            }
        }
    };
}

pub(crate) use record;
