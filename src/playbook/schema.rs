//! The JSON Schema of what [`super::shape`] reads, for editors: keys with their descriptions, types and known words.
//!
//! It accepts every file without wrong types and unknown keys. What keys require of each other is [`super::check`]'s concern.

use serde_json::{Map, Value, json};

#[derive(Debug, Default)]
pub(super) struct Definitions(Map<String, Value>);

/// A key of an object: its name, its description, and the schema of its values.
pub(super) type Property = (&'static str, &'static str, Value);

impl Definitions {
    /// Adds an object by its name, such as `an item`, once, and refers to it.
    pub(super) fn object(
        &mut self,
        name: &str,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        let name = name.replace(' ', "-");
        let name = name.trim_start_matches("a-").trim_start_matches("an-").to_owned();
        if !self.0.contains_key(&name) {
            // Its properties can refer to it.
            self.0.insert(name.clone(), Value::Null);
            let properties = properties(self).into_iter().map(|(key, description, mut schema)| {
                schema["description"] = description.trim().into();
                (key.to_owned(), schema)
            });
            let properties: Map<String, Value> = properties.collect();
            let object =
                json!({"type": "object", "properties": properties, "additionalProperties": false});
            self.0.insert(name.clone(), object);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    pub(super) fn file(self, root: &Value) -> String {
        let schema = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A playbook of octorel",
            "$ref": root["$ref"],
            "$defs": self.0,
        });
        format!("{schema:#}\n")
    }
}
