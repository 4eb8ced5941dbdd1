//! Reads OpenSTA's SDF files for Icarus Verilog.
//!
//! Icarus takes neither conditions nor values without a typical one, and looks for a cell among all others: a netlist of
//! twenty thousand cells takes it hours. So the delays become parameters of the netlist's instances
//! ([`Mapped::delayed`](super::mapped::Mapped::delayed)): one of every path of every cell, the largest over all conditions
//! and of minimum and maximum. Wires have no resistance here ([`wire`](super::wire)), so that their delays are all zero
//! and are left out.

use std::collections::BTreeMap;

/// Delays of a cell's paths by input and output: picoseconds to a rise and to a fall.
pub type Paths = BTreeMap<(String, String), [u64; 2]>;
/// Those of the cells of a netlist, by the instance.
pub type Delays = BTreeMap<String, Paths>;

/// A list or a word of the file.
enum Node<'a> {
    Word(&'a str),
    List(Vec<Node<'a>>),
}

/// The delays of the file `text`.
///
/// # Errors
/// What is no SDF.
pub fn read(text: &str) -> Result<Delays, String> {
    let mut rest = text.trim_start();
    let root = node(&mut rest)?;
    let file = list(&root).ok_or("the file is no list")?;
    let scale = match file.iter().find_map(|entry| named(entry, "TIMESCALE")).map(words) {
        Some(unit) => match unit.concat().as_str() {
            "1ns" | "1.0ns" => 1e3,
            "1ps" | "1.0ps" => 1.0,
            "10ps" => 10.0,
            "100ps" => 100.0,
            other => return Err(format!("the time scale {other} is unknown")),
        },
        None => 1e3,
    };
    let mut delays = Delays::new();
    for cell in file.iter().filter_map(|entry| named(entry, "CELL")) {
        let one = |name| cell.iter().find_map(|entry| named(entry, name)).map(words);
        let Some(instance) = one("INSTANCE") else {
            continue;
        };
        if instance.is_empty() {
            continue;
        }
        // By the path's ends: picoseconds rising and falling.
        let mut paths: BTreeMap<(String, String), [f64; 2]> = BTreeMap::new();
        for entry in cell.iter().filter_map(|entry| named(entry, "DELAY")) {
            collect(entry, scale, &mut paths)?;
        }
        if paths.is_empty() {
            continue;
        }
        let whole = paths
            .into_iter()
            .map(|(ends, delays)| (ends, delays.map(|value| value.round().max(0.0) as u64)));
        delays.insert(instance.concat(), whole.collect());
    }
    Ok(delays)
}

fn node<'a>(rest: &mut &'a str) -> Result<Node<'a>, String> {
    if let Some(inside) = rest.strip_prefix('(') {
        *rest = inside.trim_start();
        let mut nodes = Vec::new();
        loop {
            if let Some(after) = rest.strip_prefix(')') {
                *rest = after.trim_start();
                return Ok(Node::List(nodes));
            }
            nodes.push(node(rest)?);
        }
    }
    let end = match rest.strip_prefix('"') {
        Some(text) => text.find('"').map(|at| at + 2),
        None => Some(
            rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')')
                .unwrap_or(rest.len()),
        ),
    };
    match end {
        Some(end) if end > 0 => {
            let word = &rest[..end];
            *rest = rest[end..].trim_start();
            Ok(Node::Word(word))
        }
        _ => Err("the file ends too early".to_owned()),
    }
}

fn list<'a, 'b>(node: &'b Node<'a>) -> Option<&'b [Node<'a>]> {
    match node {
        Node::List(nodes) => Some(nodes),
        Node::Word(_) => None,
    }
}

/// What follows the name in a list of this name.
fn named<'a, 'b>(node: &'b Node<'a>, name: &str) -> Option<&'b [Node<'a>]> {
    match list(node)? {
        [Node::Word(first), rest @ ..] if *first == name => Some(rest),
        _ => None,
    }
}

fn words<'a>(nodes: &[Node<'a>]) -> Vec<&'a str> {
    nodes
        .iter()
        .filter_map(|node| match node {
            Node::Word(word) => Some(*word),
            Node::List(_) => None,
        })
        .collect()
}

/// Puts all paths of a list, however deep in conditions, among `paths`.
fn collect(
    nodes: &[Node],
    scale: f64,
    paths: &mut BTreeMap<(String, String), [f64; 2]>,
) -> Result<(), String> {
    for node in nodes {
        let Some(path) = named(node, "IOPATH") else {
            if let Some(inner) = list(node) {
                collect(inner, scale, paths)?;
            }
            continue;
        };
        let end = |node: &Node| match node {
            Node::Word(word) => Some((*word).to_owned()),
            // (posedge CLK)
            Node::List(inner) => words(inner).last().map(|&word| word.to_owned()),
        };
        let ends = (path.first().and_then(end), path.get(1).and_then(end));
        let (Some(from), Some(to)) = ends else {
            return Err("an IOPATH without ends".to_owned());
        };
        let mut values: Vec<Option<f64>> = Vec::new();
        for value in path[2..].iter().filter_map(list) {
            let text = words(value).concat();
            let numbers = text.split(':').filter(|number| !number.is_empty());
            let numbers: Result<Vec<f64>, _> = numbers.map(str::parse).collect();
            let numbers = numbers.map_err(|_| format!("the delay ({text}) of {from} to {to}"))?;
            values.push(numbers.into_iter().reduce(f64::max).map(|value| value * scale));
        }
        let rise = values.first().copied().flatten();
        let fall = values.get(1).copied().unwrap_or(rise);
        let largest = paths.entry((from, to)).or_insert([0.0; 2]);
        // An empty value is an edge that does not happen.
        for (old, new) in largest.iter_mut().zip([rise.or(fall), fall.or(rise)]) {
            *old = old.max(new.unwrap_or(0.0));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_delay_a_path_is_left_the_largest_of_all_conditions() {
        let text = "(DELAYFILE (SDFVERSION \"3.0\") (DIVIDER /) (TIMESCALE 1ns)
            (CELL (CELLTYPE \"top\") (INSTANCE) (DELAY (ABSOLUTE (INTERCONNECT a u/A (0.0::0.0)))))
            (CELL (CELLTYPE \"MUX\") (INSTANCE u1) (DELAY (ABSOLUTE
              (COND (A1 == 1'b0 && A2 == 1'b1) (IOPATH S Y (0.100::0.120) (0.2::0.21)))
              (COND B (IOPATH S Y (0.110::0.115) (0.3::0.31)))
              (IOPATH A Y (0.05::0.0514)))))
            (CELL (CELLTYPE \"DFF\") (INSTANCE u2) (DELAY (ABSOLUTE
              (IOPATH (posedge CLK) Q (0.1::0.1) (0.2::0.2)) (IOPATH R Q () (0.3::0.3))))
              (TIMINGCHECK (HOLD (posedge D) (posedge CLK) (0.0::0.0)))))";
        let delays = read(text).unwrap();
        let lines: Vec<String> = delays
            .iter()
            .flat_map(|(cell, paths)| {
                let line = move |((from, to), [rise, fall]): (&(String, String), &[u64; 2])| {
                    format!("{cell} {from} {to} {rise} {fall}")
                };
                paths.iter().map(line)
            })
            .collect();
        assert_eq!(
            lines,
            [
                "u1 A Y 51 51",
                "u1 S Y 120 310",
                "u2 CLK Q 100 200",
                "u2 R Q 300 300"
            ]
        );
    }

    #[test]
    fn a_cut_file_and_an_odd_delay_are_named() {
        assert_eq!(read("(DELAYFILE (CELL").unwrap_err(), "the file ends too early");
        let odd = "(DELAYFILE (CELL (CELLTYPE \"A\") (INSTANCE u) (DELAY (IOPATH A Y (soon)))))";
        assert_eq!(read(odd).unwrap_err(), "the delay (soon) of A to Y");
    }
}
