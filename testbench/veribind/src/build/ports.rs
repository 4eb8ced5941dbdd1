//! Reads the ports of a top from the header that Verilator generates.

use super::Error;
use crate::Direction;

/// A port as the generated C++ declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Port {
    /// Name of the C++ member: Verilog's, with Verilator's escapes.
    pub cpp: String,
    /// Name in the Verilog.
    pub name: String,
    pub direction: Direction,
    pub width: u32,
}

/// All ports, in the header's order. They are lines like `VL_IN8(&clock,0,0);` and, for more than 64 bits,
/// `VL_OUTW(&sum,99,0,4);`: name, most and least significant bit, words.
pub(super) fn read(top: &str, header: &str) -> Result<Vec<Port>, Error> {
    let lines = header
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("VL_IN") || line.starts_with("VL_OUT"));
    lines
        .map(|line| {
            parse(line).ok_or_else(|| Error::Port {
                top: top.into(),
                line: line.into(),
            })
        })
        .collect()
}

fn parse(line: &str) -> Option<Port> {
    let (kind, rest) = line.split_once('(')?;
    // VL_INOUT8 does not get past the first strip: "OUT8" is no size.
    let (direction, size) = match (kind.strip_prefix("VL_IN"), kind.strip_prefix("VL_OUT")) {
        (Some(size), _) => (Direction::Input, size),
        (_, Some(size)) => (Direction::Output, size),
        _ => return None,
    };
    // Anything between the brackets and the semicolon is the dimension of an array port.
    let fields: Vec<&str> = rest.strip_suffix(");")?.split(',').map(str::trim).collect();
    let (cpp, msb, lsb) = match (size, fields.as_slice()) {
        ("8" | "16" | "" | "64", [cpp, msb, lsb]) | ("W", [cpp, msb, lsb, _]) => (*cpp, *msb, *lsb),
        _ => return None,
    };
    let cpp = cpp.strip_prefix('&')?.to_owned();
    if cpp.contains(['(', ')', '[', ']']) {
        return None;
    }
    let (msb, lsb): (i64, i64) = (msb.parse().ok()?, lsb.parse().ok()?);
    let width = u32::try_from((msb - lsb).abs() + 1).ok()?;
    let fits = match size {
        "8" => 1..=8,
        "16" => 9..=16,
        "" => 17..=32,
        "64" => 33..=64,
        _ => 65..=u32::MAX,
    };
    fits.contains(&width).then(|| Port {
        name: unescape(&cpp),
        cpp,
        direction,
        width,
    })
}

/// Verilator writes a character that C++ does not allow as `__0XX` (hexadecimal), a double underscore as
/// `___05F`, and puts `__SYM__` before names that are C++ keywords.
pub(super) fn unescape(cpp: &str) -> String {
    let mut rest = cpp.strip_prefix("__SYM__").unwrap_or(cpp);
    let mut name = String::new();
    while let Some(at) = rest.find("__0") {
        match rest
            .get(at + 3..at + 5)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
        {
            Some(code) => {
                name.push_str(&rest[..at]);
                name.push(char::from(code));
                rest = &rest[at + 5..];
            }
            None => {
                name.push_str(&rest[..at + 3]);
                rest = &rest[at + 3..];
            }
        }
    }
    name + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(line: &str) -> Option<(String, Direction, u32)> {
        parse(line).map(|port| (port.name, port.direction, port.width))
    }

    #[test]
    fn every_size_is_read() {
        use Direction::{Input, Output};
        assert_eq!(port("VL_IN8(&clock,0,0);"), Some(("clock".into(), Input, 1)));
        assert_eq!(port("VL_OUT16(&y,11,0);"), Some(("y".into(), Output, 12)));
        assert_eq!(port("VL_OUT(&count,31,0);"), Some(("count".into(), Output, 32)));
        assert_eq!(port("VL_IN64(&s_data,39,0);"), Some(("s_data".into(), Input, 40)));
        assert_eq!(
            port("VL_OUTW(&wide___05Fout,99,0,4);"),
            Some(("wide__out".into(), Output, 100))
        );
        assert_eq!(
            port("VL_IN8(&bus__024data,7,0);"),
            Some(("bus$data".into(), Input, 8))
        );
    }

    #[test]
    fn what_has_no_type_is_refused() {
        for line in [
            "VL_INOUT8(&pad,0,0);",
            "VL_IN8((&array)[4],7,0);",
            "VL_IN8(&x,40,0);",
            "VL_INW(&x,99,0);",
        ] {
            assert_eq!(port(line), None, "{line}");
        }
        let header = "class X {\n    VL_IN8(&a,0,0);\n    VL_INOUT(&b,31,0);\n};";
        let error = read("pad", header).unwrap_err().to_string();
        assert!(
            error.contains("pad") && error.contains("VL_INOUT(&b,31,0);"),
            "{error}"
        );
    }
}
