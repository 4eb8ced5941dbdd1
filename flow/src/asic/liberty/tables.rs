//! The tables of delays and energies: numbers, and as many as their axes have places.
//!
//! OpenSTA warns of a table that is none and goes on without it, with figures that look like others.

use super::syntax::{Attribute, Group};
use super::Reason;
use std::collections::BTreeMap;

/// The attributes that hold the axes of a table.
const AXES: [&str; 3] = ["index_1", "index_2", "index_3"];

/// That every group with `values` has numbers, as many as its axes say: its own, or else those of the template that it
/// names. One that names a template which is not in the file stops ABC. Of what has no name only the numbers are looked at.
///
/// # Errors
/// The line and what is wrong.
pub(super) fn check(library: &Group) -> Result<(), Reason> {
    let mut templates = BTreeMap::new();
    for group in &library.groups {
        if group.kind.ends_with("template") {
            templates.insert(group.name(), axes(group)?);
        }
    }
    inside(library, &templates)
}

fn inside<'a>(group: &'a Group, templates: &BTreeMap<&'a str, [Option<usize>; 3]>) -> Result<(), Reason> {
    for inner in &group.groups {
        if let Some(values) = inner.attribute("values") {
            let found = numbers(values)?;
            if let Some(expected) = places(inner, templates)? {
                if found != expected {
                    let what = format!(
                        "{} ({}) has {found} values, expected {expected}",
                        inner.kind,
                        inner.name()
                    );
                    return Err(Reason::at(values.line, what));
                }
            }
        }
        inside(inner, templates)?;
    }
    Ok(())
}

/// How many values a table has: the product of its axes, 1 without any; none is known where it names no template.
fn places(table: &Group, templates: &BTreeMap<&str, [Option<usize>; 3]>) -> Result<Option<usize>, Reason> {
    let own = axes(table)?;
    let of_template = match (table.name(), templates.get(table.name())) {
        (_, Some(axes)) => *axes,
        ("scalar", None) => [None; 3],
        ("", None) => return Ok(None),
        (name, None) => {
            let what = format!(
                "{} ({name}) names a template that the file does not have",
                table.kind
            );
            return Err(Reason::at(table.line, what));
        }
    };
    let lengths = own
        .iter()
        .zip(of_template)
        .map(|(own, other)| own.or(other).unwrap_or(1));
    Ok(Some(lengths.product()))
}

/// The length of each axis that a group has.
fn axes(group: &Group) -> Result<[Option<usize>; 3], Reason> {
    let mut lengths = [None; 3];
    for (length, name) in lengths.iter_mut().zip(AXES) {
        if let Some(axis) = group.attribute(name) {
            *length = Some(numbers(axis)?);
        }
    }
    Ok(lengths)
}

/// How many numbers an attribute holds.
fn numbers(attribute: &Attribute) -> Result<usize, Reason> {
    let words = attribute.values.iter().flat_map(|value| {
        let words = value.split(|c: char| c == ',' || c == '\\' || c.is_whitespace());
        words.filter(|word| !word.is_empty())
    });
    let mut count = 0;
    for word in words {
        if !word.parse::<f64>().is_ok_and(f64::is_finite) {
            let what = format!("{} holds {word:?}, expected numbers", attribute.name);
            return Err(Reason::at(attribute.line, what));
        }
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asic::liberty::syntax::parse;

    const LIBRARY: &str = "library (a) {
 lu_table_template (t) { variable_1 : x; index_1 (\"1, 2\"); index_2 (\"1 2 3\"); }
 cell (B) { pin (C) { timing () {
  cell_rise (t) { values (\"1, 2, 3\", \\
   \"4, 5, 6\"); }
  cell_fall (t) { index_2 (\"1, 2\"); values (\"1, 2, 3, 4\"); }
  rise_power (scalar) { values (0.5); }
  other () { values (1, 2, 3); }
 } } }
}";

    #[test]
    fn tables_have_as_many_numbers_as_their_axes_say() {
        let checked = |text: &str| check(&parse(text).unwrap()).map_err(|reason| reason.to_string());
        assert_eq!(checked(LIBRARY), Ok(()));
        for (from, to, reason) in [
            (
                "5, 6",
                "five, 6",
                "line 4: values holds \"five\", expected numbers",
            ),
            ("5, 6", "nan, 6", "line 4: values holds \"nan\", expected numbers"),
            ("5, 6", "6", "line 4: cell_rise (t) has 5 values, expected 6"),
            (
                "1, 2, 3, 4",
                "1",
                "line 6: cell_fall (t) has 1 values, expected 4",
            ),
            (
                "0.5",
                "0.5, 1",
                "line 7: rise_power (scalar) has 2 values, expected 1",
            ),
            (
                "1, 2, 3);",
                "1, x, 3);",
                "line 8: values holds \"x\", expected numbers",
            ),
            (
                "cell_fall (t)",
                "cell_fall (u)",
                "line 6: cell_fall (u) names a template that the file does not have",
            ),
            (
                "1 2 3\"",
                "1 2 y\"",
                "line 2: index_2 holds \"y\", expected numbers",
            ),
        ] {
            assert!(LIBRARY.contains(from), "{from}");
            assert_eq!(checked(&LIBRARY.replacen(from, to, 1)), Err(reason.to_owned()));
        }
    }
}
