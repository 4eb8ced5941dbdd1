//! Rust-HDL's Verilog may mean something else than the Rust it came from. These are the ways in which it was seen to,
//! looked for in the text of every top.

use super::generated;
use std::collections::HashMap;

/// The lines of the combinational processes of every top, with the signs of the signals around them.
fn each_statement(mut check: impl FnMut(&str, &str, &HashMap<String, bool>)) {
    for (top, text) in generated() {
        for module in text.split("endmodule") {
            let signs = signs(module);
            let Some((_, code)) = module.split_once("// Update code\n") else {
                continue;
            };
            for line in code.lines() {
                check(top.name, line.trim(), &signs);
            }
        }
    }
}

/// Whether each signal of a module is signed.
fn signs(module: &str) -> HashMap<String, bool> {
    let declared = |line: &&str| {
        ["input", "output", "reg", "wire", "localparam"]
            .iter()
            .any(|k| line.starts_with(k))
    };
    module
        .lines()
        .map(str::trim)
        .filter(declared)
        .filter_map(|line| {
            let head = line.trim_end_matches(';').split(" = ").next()?;
            Some((head.rsplit(' ').next()?.to_owned(), head.contains(" signed ")))
        })
        .collect()
}

/// The operand next to an operator, without its brackets: a signal, a literal, or the last term of an expression.
fn bare(operand: &str) -> &str {
    operand.trim_matches(|c| "();~-".contains(c))
}

#[test]
fn comparisons_are_between_operands_of_one_sign() {
    let (mut signed_ones, mut traps) = (0, Vec::new());
    each_statement(|top, line, signs| {
        let words: Vec<&str> = line.split(' ').collect();
        for (i, _) in words
            .iter()
            .enumerate()
            .filter(|(_, word)| ["<", ">", "<=", ">="].contains(word))
        {
            let (Some(left), Some(right)) = (words.get(i.wrapping_sub(1)), words.get(i + 1)) else {
                continue;
            };
            let sign = |operand: &str| signs.get(bare(operand)).copied().unwrap_or(false);
            match (sign(left), sign(right)) {
                (true, true) => signed_ones += 1,
                (false, false) => {}
                // unsigned, as Verilog takes it: -1 < 5 is false
                _ => traps.push(format!("{top}: {line}")),
            }
        }
    });
    assert!(traps.is_empty(), "{traps:#?}");
    assert!(signed_ones > 0, "the scan finds the comparisons");
}

/// The statement without what stands in brackets: the position of a slice is no operand.
fn without_selects(line: &str) -> String {
    let mut depth = 0;
    line.chars()
        .filter(|&c| {
            depth += i32::from(c == '[');
            let outside = depth == 0;
            depth -= i32::from(c == ']');
            outside
        })
        .collect()
}

#[test]
fn no_arithmetic_with_a_literal_is_compared() {
    // `x + 1 == y` wraps in Rust at the width of x, and in Verilog at the 32 bits of the literal
    let mut traps = Vec::new();
    each_statement(|top, line, _| {
        let outside = without_selects(line);
        let words: Vec<&str> = outside.split(' ').collect();
        let compares = words
            .iter()
            .any(|word| ["==", "!=", "<", ">", "<=", ">="].contains(word));
        let counts = words
            .windows(2)
            .any(|pair| matches!(pair[0], "+" | "-" | "*") && pair[1].contains("'h"));
        if compares && counts {
            traps.push(format!("{top}: {line}"));
        }
    });
    assert!(traps.is_empty(), "{traps:#?}");
}

#[test]
fn no_cast_holds_an_expression() {
    // Verilog computes it at the width of its operands, and Rust at that of the result
    let (mut casts, mut traps) = (0, Vec::new());
    each_statement(|top, line, _| {
        for cast in ["$signed(", "$unsigned("] {
            for (at, _) in line.match_indices(cast) {
                let mut depth = 1;
                let inside = line[at + cast.len()..].chars().take_while(|&c| {
                    depth += i32::from(c == '(' || c == '[') - i32::from(c == ')' || c == ']');
                    depth > 0
                });
                let inside: String = inside.collect();
                casts += 1;
                // an index may be computed; what is cast may not
                let cast_itself = inside.split('[').next().unwrap_or_default();
                if cast_itself.contains(' ') {
                    traps.push(format!("{top}: {line}"));
                }
            }
        }
    });
    assert!(traps.is_empty(), "{traps:#?}");
    assert!(casts > 0, "the scan finds the casts");
}
