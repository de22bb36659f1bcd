//! opi-proto stays pure: what it is built from is on a list. What its own code may call, clippy.toml says.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "asks cargo")]

use std::process::Command;

/// Crates that have no sockets, clock, disk, threads or C code in them, and why they are needed.
const ALLOWED: &[(&str, &[&str])] = &[
    (
        "character sets",
        &["encoding_rs", "cfg-if", "core_detect", "multiversion_no_op", "scopeguard", "simdutf8"],
    ),
    ("the form of sale items and private data", &["form_urlencoded", "percent-encoding"]),
    ("currencies", &["iso_currency", "iso_country", "lazy_static"]),
    ("comparing local times", &["jiff", "jiff-core"]),
    ("XML", &["quick-xml", "memchr"]),
    ("results as JSON", &["serde", "serde_core", "serde_json", "itoa", "zmij", "ryu"]),
    ("derive macros, while building", &["serde_derive", "syn", "quote", "proc-macro2", "unicode-ident"]),
    ("the nearest name", &["strsim"]),
    ("dialect files", &["toml", "serde_spanned", "toml_datetime", "toml_parser", "winnow"]),
];

/// Parts of an allowed crate that are not.
const FORBIDDEN_FEATURES: &[(&str, &[&str])] =
    &[("jiff", &["std", "tz-system", "tzdb-bundle-platform", "tzdb-concatenated", "tzdb-zoneinfo"])];

#[test]
fn opi_proto_depends_on_nothing_that_could_reach_the_world() {
    let out = Command::new(env!("CARGO"))
        .args(["tree", "--package", "opi-proto", "--edges", "normal", "--offline"])
        .args(["--prefix", "none", "--no-dedupe", "--format", "{p}|{f}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(out.status.success(), "cargo tree: {}", String::from_utf8_lossy(&out.stderr));
    let tree = String::from_utf8(out.stdout).expect("names");
    let mut seen = 0;
    for line in tree.lines().filter(|line| !line.is_empty()) {
        let (package, features) = line.split_once('|').expect("{p}|{f}");
        let name = package.split(' ').next().unwrap_or_default();
        if name == "opi-proto" {
            continue;
        }
        seen += 1;
        assert!(
            ALLOWED.iter().any(|(_, names)| names.contains(&name)),
            "opi-proto must stay pure (no sockets, clock, disk, threads, environment or SQLite), and now depends on \
             '{package}', which is not on the list of tests/pure.rs. If that crate is pure, add it there with the \
             reason; if it is not, what needs it belongs into opi-core."
        );
        for (_, forbidden) in FORBIDDEN_FEATURES.iter().filter(|(of, _)| *of == name) {
            let found = features.split(',').find(|feature| forbidden.contains(feature));
            assert_eq!(
                found, None,
                "opi-proto needs no such part of {name}: it reads the machine's clock or zone"
            );
        }
    }
    assert!(seen > 10, "cargo tree told only:\n{tree}");
}
