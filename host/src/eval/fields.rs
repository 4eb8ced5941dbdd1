//! The fields of a unit's input object, taken one by one and checked.

use super::json::Json;
use super::tensor::{self, Tensor};
use super::InputError;
use ndarray::Array2;
use std::ops::RangeInclusive;

/// The whole of int8.
pub const INT8: RangeInclusive<i64> = i8::MIN as i64..=i8::MAX as i64;
/// The whole of int16.
pub const INT16: RangeInclusive<i64> = i16::MIN as i64..=i16::MAX as i64;
/// The whole of int32.
pub const INT32: RangeInclusive<i64> = i32::MIN as i64..=i32::MAX as i64;
/// Codes, -127..127.
pub const CODES: RangeInclusive<i64> = -127..=127;

/// The fields of one object, none unknown.
#[derive(Debug)]
pub struct Fields {
    /// What precedes the names in messages, as `decay.` for the fields of the field `decay`.
    prefix: String,
    fields: Vec<(String, Json)>,
}

impl Fields {
    /// The `fields` of `owner` (a unit's or field's name), each of which must be among `known`.
    ///
    /// # Errors
    /// An unknown field.
    pub fn new(owner: &str, known: &[&str], fields: Vec<(String, Json)>) -> Result<Self, InputError> {
        Self::nested("", owner, known, fields)
    }

    fn nested(
        prefix: &str,
        owner: &str,
        known: &[&str],
        fields: Vec<(String, Json)>,
    ) -> Result<Self, InputError> {
        match fields.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(InputError(format!(
                "unknown field `{prefix}{name}`: expected {} for {owner}",
                known.join(", ")
            ))),
            None => Ok(Fields {
                prefix: prefix.to_owned(),
                fields,
            }),
        }
    }

    /// The field, if it is there, and its path for messages.
    fn take(&mut self, name: &str) -> (String, Option<Json>) {
        let at = self.fields.iter().position(|(n, _)| n == name);
        (
            format!("{}{name}", self.prefix),
            at.map(|i| self.fields.swap_remove(i).1),
        )
    }

    fn need(&mut self, name: &str, expected: &str) -> Result<(String, Json), InputError> {
        match self.take(name) {
            (path, Some(json)) => Ok((path, json)),
            (path, None) => Err(InputError(format!("missing field `{path}`: expected {expected}"))),
        }
    }

    /// Whether the field is there.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }

    /// An integer in `range`.
    ///
    /// # Errors
    /// A missing field or anything else.
    pub fn integer<T: TryFrom<i64>>(
        &mut self,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Result<T, InputError> {
        let (path, json) = self.need(name, &format!("an integer {}..{}", range.start(), range.end()))?;
        tensor::integer(&path, &json, &range)
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// A missing field or anything else.
    pub fn boolean(&mut self, name: &str) -> Result<bool, InputError> {
        match self.need(name, "true or false")? {
            (_, Json::Bool(value)) => Ok(value),
            (path, other) => Err(InputError(format!("{path} = {other}: expected true or false"))),
        }
    }

    /// One of the named `choices`.
    ///
    /// # Errors
    /// A missing field or anything else.
    pub fn choice<T: Copy>(&mut self, name: &str, choices: &[(&str, T)]) -> Result<T, InputError> {
        let names: Vec<String> = choices.iter().map(|(name, _)| format!("{name:?}")).collect();
        let expected = names.join(" or ");
        let (path, json) = self.need(name, &expected)?;
        match &json {
            Json::Text(text) => choices
                .iter()
                .find(|(name, _)| name == text)
                .map(|(_, value)| *value),
            _ => None,
        }
        .ok_or_else(|| InputError(format!("{path} = {json}: expected {expected}")))
    }

    /// An object with the fields `known`.
    ///
    /// # Errors
    /// A missing field, anything else, unknown fields in it.
    pub fn object(&mut self, name: &str, known: &[&str]) -> Result<Fields, InputError> {
        let expected = format!("an object of {}", known.join(", "));
        match self.need(name, &expected)? {
            (path, Json::Object(fields)) => Fields::nested(&format!("{path}."), &path, known, fields),
            (path, other) => Err(InputError(format!("{path} = {other}: expected {expected}"))),
        }
    }

    /// A tensor of any rank.
    ///
    /// # Errors
    /// A missing field, or as [`tensor::tensor`].
    pub fn tensor<T: TryFrom<i64>>(
        &mut self,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Result<Tensor<T>, InputError> {
        let (path, json) = self.need(name, "an array of integers")?;
        tensor::tensor(&path, &json, None, range)
    }

    /// A matrix.
    ///
    /// # Errors
    /// A missing field, or as [`tensor::matrix`].
    pub fn matrix<T: TryFrom<i64>>(
        &mut self,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Result<Array2<T>, InputError> {
        let (path, json) = self.need(name, "an array of rows of integers")?;
        tensor::matrix(&path, &json, range)
    }

    /// `count` real numbers within `-limit..limit`, multiples of 1/256, in units of 1/256; `None` without the field.
    ///
    /// # Errors
    /// Another number of entries, entries that are no such numbers.
    pub fn fractions(
        &mut self,
        name: &str,
        count: usize,
        limit: i32,
    ) -> Result<Option<Vec<i32>>, InputError> {
        let (path, Some(json)) = self.take(name) else {
            return Ok(None);
        };
        let Json::Array(entries) = &json else {
            return Err(InputError(format!(
                "{path}: found {json}, expected an array of {count} numbers"
            )));
        };
        if entries.len() != count {
            let found = entries.len();
            return Err(InputError(format!(
                "{path} has {found} entries: expected {count}, one for every channel"
            )));
        }
        let fraction = |(i, entry): (usize, &Json)| {
            let value = match entry {
                Json::Integer(value) => *value as f64,
                Json::Real(value) => *value,
                _ => f64::NAN,
            };
            let scaled = value * 256.0;
            if value.abs() <= f64::from(limit) && scaled.fract() == 0.0 {
                Ok(scaled as i32)
            } else {
                let expected = format!("expected a multiple of 1/256 within -{limit}..{limit}");
                Err(InputError(format!("{path}[{i}] = {entry}: {expected}")))
            }
        };
        entries
            .iter()
            .enumerate()
            .map(fraction)
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Fields {
        Fields::new(
            "test",
            &["a", "b", "c"],
            super::super::json::object(text.as_bytes()).unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn fractions_are_exact_or_refused() {
        let mut good = fields(r#"{"a": [1, -4, 0.00390625, 4.0, -0.0]}"#);
        assert_eq!(
            good.fractions("a", 5, 4).unwrap(),
            Some(vec![256, -1024, 1, 1024, 0])
        );
        assert_eq!(good.fractions("b", 5, 4).unwrap(), None);
        for bad in [
            "[0.001]",
            "[4.00390625]",
            "[-5]",
            "[1, 1]",
            "[]",
            "1",
            "[null]",
            "[\"1\"]",
            "[1e300]",
            "[[1]]",
        ] {
            let mut bad_fields = fields(&format!("{{\"a\": {bad}}}"));
            assert!(bad_fields.fractions("a", 1, 4).is_err(), "{bad}");
        }
    }

    #[test]
    fn paths_of_nested_fields_are_given_in_full() {
        let mut outer = fields(r#"{"a": {"b": 9}}"#);
        let InputError(message) = outer
            .object("a", &["b"])
            .unwrap()
            .integer::<i64>("b", 0..=8)
            .unwrap_err();
        assert_eq!(message, "a.b = 9: expected an integer 0..8");
        let InputError(message) = fields(r#"{"a": {"x": 9}}"#).object("a", &["b"]).unwrap_err();
        assert_eq!(message, "unknown field `a.x`: expected b for a");
    }
}
