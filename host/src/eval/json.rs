//! JSON as the units read it: integers stay integers, and a field that appears twice is an error.
//!
//! serde_json's own value keeps the last of two equal fields in silence.

use super::InputError;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number without fraction and exponent, within 64 bits.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// A string.
    Text(String),
    /// An array.
    Array(Vec<Json>),
    /// An object, fields in their order, each once.
    Object(Vec<(String, Json)>),
}

/// Reads the one JSON object that `bytes` must be.
///
/// # Errors
/// Anything else: with what was found and, for broken JSON, the line and column.
pub fn object(bytes: &[u8]) -> Result<Vec<(String, Json)>, InputError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(InputError(
            "standard input is empty: expected one JSON object".to_owned(),
        ));
    }
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(fields)) => Ok(fields),
        Ok(other) => Err(InputError(format!(
            "standard input: expected one JSON object, found {}",
            other.kind()
        ))),
        Err(e) => Err(InputError(format!(
            "standard input: {e}; expected one JSON object"
        ))),
    }
}

impl Json {
    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Integer(_) | Json::Real(_) => "a number",
            Json::Text(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// The value in a message: scalars as they are, long strings cut, arrays and objects by their kind.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Json::Null => f.write_str("null"),
            Json::Bool(b) => write!(f, "{b}"),
            Json::Integer(i) => write!(f, "{i}"),
            Json::Real(r) if r.fract() == 0.0 && r.abs() < 1e15 => write!(f, "{r:.1}"),
            Json::Real(r) => write!(f, "{r:?}"),
            Json::Text(t) if t.chars().count() > 40 => {
                write!(f, "{:?}...", t.chars().take(40).collect::<String>())
            }
            Json::Text(t) => write!(f, "{t:?}"),
            Json::Array(_) | Json::Object(_) => f.write_str(self.kind()),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, v: bool) -> Result<Json, E> {
        Ok(Json::Bool(v))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Json, E> {
        Ok(Json::Integer(v))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Json, E> {
        Ok(i64::try_from(v).map_or(Json::Real(v as f64), Json::Integer))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Json, E> {
        // serde_json gives `-0` as a float to keep its sign; it is an integer all the same, and `-0.0` is
        // taken with it.
        Ok(if v == 0.0 && v.is_sign_negative() {
            Json::Integer(0)
        } else {
            Json::Real(v)
        })
    }

    fn visit_str<E>(self, v: &str) -> Result<Json, E> {
        Ok(Json::Text(v.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element()? {
            values.push(value);
        }
        Ok(Json::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut fields: Vec<(String, Json)> = Vec::new();
        while let Some(name) = access.next_key::<String>()? {
            if fields.iter().any(|(n, _)| *n == name) {
                return Err(A::Error::custom(format!("field `{name}` appears twice")));
            }
            fields.push((name, access.next_value()?));
        }
        Ok(Json::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_kind() {
        let fields = object(br#"{"a": [1, -0, 1.0, 1e2, 18446744073709551615]}"#).unwrap();
        let expected = [
            Json::Integer(1),
            Json::Integer(0),
            Json::Real(1.0),
            Json::Real(100.0),
            Json::Real(18446744073709551615.0),
        ];
        assert_eq!(fields[0].1, Json::Array(expected.to_vec()));
    }

    #[test]
    fn what_is_not_one_object_is_refused() {
        for bad in [
            "",
            " \n",
            "[1]",
            "1",
            "{",
            "{} {}",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\": NaN}",
            "{\"a\": 01}",
        ] {
            assert!(object(bad.as_bytes()).is_err(), "{bad}");
        }
        assert!(object(b"{\"a\": \"\xff\"}").is_err());
        let deep = format!("{{\"a\": {}1{}}}", "[".repeat(5000), "]".repeat(5000));
        assert!(object(deep.as_bytes()).is_err());
    }
}
