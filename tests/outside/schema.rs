//! The JSON Schema of playbooks: what editors accept, and where they find it.

use crate::support::Here;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// Where a value breaks a schema: the path of the value, and the rule. It knows the rules that the schema uses and no others.
fn broken(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (rule, says) in schema.as_object().unwrap() {
        let inner = match (rule.as_str(), value) {
            ("$ref", _) => {
                let target = root.pointer(says.as_str().unwrap().strip_prefix('#').unwrap());
                broken(root, target.unwrap(), value, at)
            }
            ("anyOf", _) => {
                let ways = says.as_array().unwrap().iter();
                let ways: Vec<_> = ways.map(|way| broken(root, way, value, at)).collect();
                match ways.iter().any(Vec::is_empty) {
                    true => Vec::new(),
                    false => ways.concat(),
                }
            }
            ("type", _) => {
                let kind = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "number",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                let fits =
                    says == kind || says.as_array().is_some_and(|all| all.contains(&kind.into()));
                (!fits).then(|| format!("{at}: {kind}")).into_iter().collect()
            }
            ("enum", _) => {
                let known = says.as_array().unwrap().contains(value);
                (!known).then(|| format!("{at}: {value}")).into_iter().collect()
            }
            ("items", Value::Array(all)) => {
                let entries = all.iter().enumerate();
                entries.flat_map(|(i, it)| broken(root, says, it, &format!("{at}/{i}"))).collect()
            }
            ("properties", Value::Object(map)) => {
                let known = map.iter().filter_map(|(key, it)| Some((key, it, says.get(key)?)));
                known
                    .flat_map(|(key, it, says)| broken(root, says, it, &format!("{at}/{key}")))
                    .collect()
            }
            ("additionalProperties", Value::Object(map)) => {
                let is_known = |key: &str| schema["properties"].get(key).is_some();
                let others = map.iter().filter(|(key, _)| !is_known(key));
                let check = |(key, it): (&String, &Value)| match says {
                    Value::Bool(false) => vec![format!("{at}/{key}: not allowed")],
                    says => broken(root, says, it, &format!("{at}/{key}")),
                };
                others.flat_map(check).collect()
            }
            (
                "$schema"
                | "$defs"
                | "title"
                | "description"
                | "items"
                | "properties"
                | "additionalProperties",
                _,
            ) => Vec::new(),
            (other, _) => panic!("an unknown rule: {other}"),
        };
        found.extend(inner);
    }
    found
}

fn schema_of(here: &Here) -> Value {
    serde_json::from_str(&here.ok("schema")).unwrap()
}

/// What the printed schema says about a file.
fn check(schema: &Value, yaml: &str) -> Vec<String> {
    let value: Value = serde_yaml::from_str(yaml).unwrap();
    broken(schema, schema, &value, "")
}

#[test]
fn the_schema_accepts_the_built_in_playbook_and_those_of_other_projects() {
    let schema = schema_of(&Here::empty());
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["checklists", "tests/lists/cilium", "tests/lists/wgpu", "tests/lists/xarray"];
    let mut count = 0;
    for file in folders.iter().flat_map(|folder| fs::read_dir(top.join(folder)).unwrap()) {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(check(&schema, &text), Vec::<String>::new(), "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 10);
    let manual = include_str!("../../src/help/playbook.md");
    for example in manual.split("```yaml\n").skip(1) {
        let text = example.split("```").next().unwrap();
        assert_eq!(check(&schema, text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_schema_rejects_what_the_loader_rejects_as_unknown_or_of_the_wrong_type() {
    let here = Here::empty();
    let schema = schema_of(&here);
    for (yaml, expected) in [
        ("items: [{text: a, ownr: qa}]", "/items/0/ownr: not allowed"),
        ("items: [{steps: [a, {steps: [{txt: b}]}]}]", "/items/0/steps/1/steps/0/txt: not allowed"),
        ("phase: []", "/phase: not allowed"),
        ("phases: [{stage: prerelease}]", "/phases/0/stage: \"prerelease\""),
        ("phases: [{kind: gate}]", "/phases/0/kind: \"gate\""),
        ("items: [{text: a, needs: links}]", "/items/0/needs: \"links\""),
        ("gates: [{stages: [deploy]}]", "/gates/0/stages/0: \"deploy\""),
        ("roles: [{name: a, duties: {later: [x]}}]", "/roles/0/duties/later: not allowed"),
        ("name: 3", "/name: number"),
        ("items: [{text: a, deploys: 'yes'}]", "/items/0/deploys: string"),
        ("decisions: [{owners: 1}]", "/decisions/0/owners: number"),
    ] {
        let found = check(&schema, yaml);
        assert!(found.iter().any(|it| it == expected), "{yaml}: {found:?}");
        here.write("p/playbook.yaml", yaml);
        let refused = here.run("check p");
        let codes = ["unknown-key", "unknown-word", "wrong-type"];
        assert!(codes.iter().any(|code| refused.stdout.contains(code)), "{refused}");
    }
    for yaml in [
        "name:",
        "items:",
        "items: a",
        "vars: {a: , b: x}",
        "phases: [{only: a, items: [b]}]",
        "team: {qa: }",
    ] {
        let found = check(&schema, yaml);
        assert!(found.is_empty(), "{yaml}: {found:?}");
    }
}

#[test]
fn init_writes_the_schema_beside_the_playbook_and_names_it_in_each_file() {
    for init in ["init", "init --minimal"] {
        let here = Here::empty();
        here.ok(init);
        let written = fs::read_to_string(here.path(".octorel/playbook/schema.json")).unwrap();
        assert_eq!(written, here.ok("schema"));
        for file in fs::read_dir(here.path(".octorel/playbook")).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let is_yaml = path.extension().is_some_and(|end| end == "yaml");
            assert_eq!(is_yaml, text.starts_with("# yaml-language-server: $schema=schema.json\n"));
        }
        here.write(".octorel/playbook/schema.json", "octorel does not read this");
        here.ok("check");
    }
}
