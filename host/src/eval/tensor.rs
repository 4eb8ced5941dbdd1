//! Integer tensors: nested JSON arrays in, the same nesting out.

use super::json::Json;
use super::InputError;
use ndarray::Array2;
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::ops::RangeInclusive;

/// A tensor of any rank from 1 on, row-major.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tensor<T> {
    /// The length of every dimension, outermost first.
    pub shape: Vec<usize>,
    /// The elements.
    pub data: Vec<T>,
}

impl<T> Tensor<T> {
    /// A tensor of the same shape with other elements, as many as before.
    pub fn with<U>(&self, data: Vec<U>) -> Tensor<U> {
        Tensor {
            shape: self.shape.clone(),
            data,
        }
    }
}

/// Reads a tensor of `rank` dimensions, or of any rank, whose elements are integers in `range`.
///
/// # Errors
/// Ragged or empty arrays, another rank, elements that are no integers or outside the range; the message
/// gives the path of the entry, as in `w[3][1] = 300: expected an integer -128..127`.
pub fn tensor<T: TryFrom<i64>>(
    path: &str,
    json: &Json,
    rank: Option<usize>,
    range: RangeInclusive<i64>,
) -> Result<Tensor<T>, InputError> {
    let shape = shape_of(path, json, rank)?;
    let mut gather = Gather {
        shape: &shape,
        range,
        data: Vec::new(),
    };
    gather.walk(json, 0, &mut path.to_owned())?;
    Ok(Tensor {
        data: gather.data,
        shape,
    })
}

/// As [`tensor`], of two dimensions.
///
/// # Errors
/// As [`tensor`].
pub fn matrix<T: TryFrom<i64>>(
    path: &str,
    json: &Json,
    range: RangeInclusive<i64>,
) -> Result<Array2<T>, InputError> {
    let Tensor { shape, data } = tensor(path, json, Some(2), range)?;
    Array2::from_shape_vec((shape[0], shape[1]), data).map_err(|e| InputError(format!("{path}: {e}")))
}

/// Reads one integer in `range`.
///
/// # Errors
/// Anything else.
pub fn integer<T: TryFrom<i64>>(
    path: &str,
    json: &Json,
    range: &RangeInclusive<i64>,
) -> Result<T, InputError> {
    match json {
        Json::Integer(i) if range.contains(i) => T::try_from(*i).ok(),
        _ => None,
    }
    .ok_or_else(|| {
        let (low, high) = (range.start(), range.end());
        match json {
            Json::Array(_) | Json::Object(_) => {
                InputError(format!("{path}: found {json}, expected an integer {low}..{high}"))
            }
            _ => InputError(format!("{path} = {json}: expected an integer {low}..{high}")),
        }
    })
}

/// The shape by the first entry of every dimension; the walk holds the others to it.
fn shape_of(path: &str, json: &Json, rank: Option<usize>) -> Result<Vec<usize>, InputError> {
    let mut shape = Vec::new();
    let (mut at, mut path) = (json, path.to_owned());
    while rank.is_none_or(|rank| shape.len() < rank) {
        match at {
            Json::Array(entries) => match entries.first() {
                Some(first) => {
                    shape.push(entries.len());
                    at = first;
                    path.push_str("[0]");
                }
                None => {
                    return Err(InputError(format!(
                        "{path} is empty: expected at least one entry"
                    )))
                }
            },
            _ if rank.is_none() && !shape.is_empty() => break,
            other => {
                let expected = match rank {
                    Some(2) if shape.is_empty() => "an array of rows",
                    Some(2) => "a row, an array of integers",
                    Some(_) | None => "an array of integers",
                };
                return Err(InputError(format!("{path}: found {other}, expected {expected}")));
            }
        }
    }
    Ok(shape)
}

struct Gather<'a, T> {
    shape: &'a [usize],
    range: RangeInclusive<i64>,
    data: Vec<T>,
}

impl<T: TryFrom<i64>> Gather<'_, T> {
    fn walk(&mut self, json: &Json, depth: usize, path: &mut String) -> Result<(), InputError> {
        let Some(&length) = self.shape.get(depth) else {
            self.data.push(integer(path, json, &self.range)?);
            return Ok(());
        };
        let Json::Array(entries) = json else {
            return Err(InputError(format!(
                "{path}: found {json}, expected an array of {length}"
            )));
        };
        if entries.len() != length {
            let found = entries.len();
            return Err(InputError(format!(
                "{path} has {found} entries: expected {length}, as many as the first of its kind"
            )));
        }
        let end = path.len();
        for (i, entry) in entries.iter().enumerate() {
            use std::fmt::Write;
            // Writing to a String cannot fail.
            let _ = write!(path, "[{i}]");
            self.walk(entry, depth + 1, path)?;
            path.truncate(end);
        }
        Ok(())
    }
}

/// Nested arrays.
impl<T: Serialize> Serialize for Tensor<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested {
            shape: &self.shape,
            data: &self.data,
        }
        .serialize(serializer)
    }
}

/// A matrix as nested arrays.
pub struct Rows<T>(pub Array2<T>);

impl<T: Serialize + Clone> Serialize for Rows<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.rows().into_iter().map(|row| row.to_vec()))
    }
}

struct Nested<'a, T> {
    shape: &'a [usize],
    data: &'a [T],
}

impl<T: Serialize> Serialize for Nested<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some((&length, inner)) = self.shape.split_first() else {
            return self.data[0].serialize(serializer);
        };
        let size = inner.iter().product::<usize>().max(1);
        let mut seq = serializer.serialize_seq(Some(length))?;
        for data in self.data.chunks(size) {
            seq.serialize_element(&Nested { shape: inner, data })?;
        }
        seq.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn nesting_survives_the_round_trip() {
        for text in [
            "[1]",
            "[[1,2],[3,4]]",
            "[[[1],[2]],[[3],[4]],[[5],[6]]]",
            "[[[[7]]]]",
        ] {
            let read: Tensor<i32> = tensor("x", &parse(text), None, -10..=10).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    }

    #[test]
    fn messages_name_the_entry_and_what_was_expected() {
        let cases = [
            ("[[1,2],[3,300]]", "x[1][1] = 300: expected an integer -128..127"),
            ("[[1,2],[3]]", "x[1] has 1 entries: expected 2"),
            ("[[1,2],3]", "x[1]: found 3, expected an array of 2"),
            ("[1,[2]]", "x[1]: found an array, expected an integer"),
            ("[]", "x is empty"),
            ("[[],[]]", "x[0] is empty"),
            ("[[1],[]]", "x[1] has 0 entries"),
            ("7", "x: found 7, expected an array"),
            ("[1.5]", "x[0] = 1.5: expected an integer"),
            ("[1.0]", "x[0] = 1.0: expected an integer"),
            ("[true]", "x[0] = true: expected an integer"),
            ("[null]", "x[0] = null"),
            ("[\"1\"]", "x[0] = \"1\""),
            ("[1e30]", "x[0] = 1e30: expected an integer"),
        ];
        for (text, expected) in cases {
            let InputError(found) = tensor::<i8>("x", &parse(text), None, -128..=127).unwrap_err();
            assert!(found.contains(expected), "{text}: {found}");
        }
    }

    #[test]
    fn a_matrix_has_two_dimensions() {
        for text in ["[1]", "[[[1]]]", "[[[1],[2]],[[3],[4]]]"] {
            assert!(matrix::<i8>("x", &parse(text), -128..=127).is_err(), "{text}");
        }
    }
}
