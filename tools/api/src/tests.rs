//! The file that is checked in is what the crates say, and what its schema says.

use crate::FILE;
use crate::model::Api;
use serde_json::{Map, Value};
use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_file_is_up_to_date() {
    let (current, wanted) = (fs::read_to_string(FILE).unwrap_or_default(), crate::text().unwrap());
    if current == wanted {
        return;
    }
    let differs = wanted.lines().zip(current.lines()).position(|(wanted, current)| wanted != current);
    let line = 1 + differs.unwrap_or_else(|| wanted.lines().count().min(current.lines().count()));
    panic!(
        "api/opi-api.json is not what opi-proto and opi-core say, from line {line} on. Run `make generate` and \
         commit what changed."
    );
}

#[test]
fn reading_it_gives_what_was_written() {
    let api: Api = serde_json::from_str(&crate::text().unwrap()).unwrap();
    assert_eq!(api, crate::tables::api());
}

#[test]
fn it_fits_its_schema() {
    let api = json(FILE);
    let schema = FILE.replace("opi-api.json", api["$schema"].as_str().unwrap());
    let schema = Schema { root: json(&schema) };
    schema.check(&schema.root, &api, "opi-api.json");
}

#[test]
#[should_panic(expected = "statuses[0].number: is not integer")]
fn a_wrong_type_is_seen() {
    let mut api = json(FILE);
    api["statuses"][0]["number"] = "0".into();
    let schema = Schema { root: json(&FILE.replace(".json", ".schema.json")) };
    schema.check(&schema.root, &api, "api");
}

#[test]
fn names_and_numbers_are_given_once() {
    let api = json(FILE);
    let tables: Vec<_> = api.as_object().unwrap().iter().filter(|(_, table)| table.is_array()).collect();
    let mut constants = Vec::new();
    for (table, rows) in tables {
        for column in ["name", "number"] {
            let values: Vec<String> = rows
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|row| row.get(column))
                .map(Value::to_string)
                .collect();
            only_once(table, values);
        }
        constants.extend(
            rows.as_array().unwrap().iter().filter_map(|row| row.get("c_name")).map(Value::to_string),
        );
    }
    only_once("c_name", constants);
}

fn only_once(what: &str, mut values: Vec<String>) {
    values.sort_unstable();
    let twice = values.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "{what}");
}

/// As much of JSON Schema as ours uses. A keyword that is not known here fails, so that none is taken for granted.
struct Schema {
    root: Value,
}

impl Schema {
    fn check(&self, schema: &Value, value: &Value, place: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema") {
            match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" => {}
                "$ref" => {
                    let name = rule.as_str().unwrap().trim_start_matches('#');
                    let target = self.root.pointer(name).unwrap_or_else(|| panic!("schema: no {rule}"));
                    self.check(target, value, place);
                }
                "type" => assert!(has_type(value, rule), "{place}: is not {}", rule.as_str().unwrap()),
                "const" => assert_eq!(value, rule, "{place}"),
                "enum" => {
                    assert!(rule.as_array().unwrap().contains(value), "{place}: {value} is not in {rule}")
                }
                "minLength" => {
                    let length = value.as_str().unwrap_or_default().chars().count();
                    assert!(length as u64 >= rule.as_u64().unwrap(), "{place}: is too short");
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{place}[{index}]"));
                    }
                }
                "required" => {
                    for name in rule.as_array().unwrap() {
                        assert!(value.get(name.as_str().unwrap()).is_some(), "{place}: no {name}");
                    }
                }
                "properties" => {
                    for (name, rule) in rule.as_object().unwrap() {
                        if let Some(value) = value.get(name) {
                            self.check(rule, value, &format!("{place}.{name}"));
                        }
                    }
                }
                "additionalProperties" => {
                    assert_eq!(rule, false);
                    let none = Map::new();
                    for name in value.as_object().unwrap_or(&none).keys() {
                        assert!(schema["properties"].get(name).is_some(), "{place}: no {name} in the schema");
                    }
                }
                _ => panic!("schema: the keyword {keyword} is not known to this test"),
            }
        }
    }
}

fn has_type(value: &Value, kind: &Value) -> bool {
    match kind.as_str().expect("the name of a type") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        kind => panic!("schema: the type {kind} is not known to this test"),
    }
}
