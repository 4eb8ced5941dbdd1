//! Reads the memories of a top from the header of the class that Verilator puts the design into.

use super::ports::unescape;

/// A memory as the generated C++ declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Memory {
    /// Name of the C++ member: Verilog's, with Verilator's escapes.
    pub cpp: String,
    /// Its place below the top, instances and name with dots between.
    pub name: String,
    pub width: u32,
    pub depth: usize,
}

/// All memories of the flattened design, in the header's order. They are members like
/// `VlUnpacked<SData/*11:0*/, 16> top__DOT__ram__DOT__contents;` or, for more than 64 bits, of `VlWide<4>/*99:0*/`.
/// Memories of modules that Verilator keeps apart are in classes of their own, and not among them; nor are those that
/// it splits or that have more than one dimension.
pub(super) fn read(top: &str, header: &str) -> Vec<Memory> {
    header
        .lines()
        .filter_map(|line| parse(top, line.trim()))
        .collect()
}

fn parse(top: &str, line: &str) -> Option<Memory> {
    let (kind, rest) = line.strip_prefix("VlUnpacked<")?.split_once("/*")?;
    let known = ["CData", "SData", "IData", "QData"].contains(&kind) || kind.starts_with("VlWide<");
    let (range, rest) = rest.split_once("*/, ")?;
    let (depth, cpp) = rest.strip_suffix(';')?.split_once("> ")?;
    let (msb, lsb) = range.split_once(':')?;
    let (msb, lsb): (u32, u32) = (msb.parse().ok()?, lsb.parse().ok()?);
    let inside = cpp.split("__DOT__").collect::<Vec<_>>();
    let (first, path) = inside.split_first()?;
    (known && unescape(first) == top && !path.is_empty()).then_some(Memory {
        cpp: cpp.to_owned(),
        name: path
            .iter()
            .map(|part| unescape(part))
            .collect::<Vec<_>>()
            .join("."),
        width: msb.checked_sub(lsb)? + 1,
        depth: depth.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_of_every_width_are_read() {
        let header = "
        VlUnpacked<CData/*7:0*/, 4096> core__DOT__banks__0243__DOT__ram__DOT__contents;
        VlUnpacked<VlWide<4>/*99:0*/, 5> core__DOT__wide;
        VlUnpacked<QData/*41:0*/, 128> core__DOT__sums;";
        let found = read("core", header);
        let of = |memory: &Memory| (memory.name.clone(), memory.width, memory.depth);
        assert_eq!(
            found.iter().map(of).collect::<Vec<_>>(),
            [
                ("banks$3.ram.contents".to_owned(), 8, 4096),
                ("wide".to_owned(), 100, 5),
                ("sums".to_owned(), 42, 128)
            ]
        );
        assert_eq!(found[0].cpp, "core__DOT__banks__0243__DOT__ram__DOT__contents");
    }

    #[test]
    fn what_is_no_memory_of_the_design_is_left_out() {
        for line in [
            "VlUnpacked<QData/*63:0*/, 1> __VactTriggered;",
            "VlUnpacked<VlUnpacked<CData/*7:0*/, 4>, 2> core__DOT__square;",
            "VlUnpacked<std::string, 4> core__DOT__names;",
            "VlUnpacked<CData/*7:0*/, 4> other__DOT__names;",
            "CData/*7:0*/ core__DOT__register;",
        ] {
            assert_eq!(parse("core", line), None, "{line}");
        }
    }
}
