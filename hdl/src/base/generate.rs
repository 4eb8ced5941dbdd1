//! Verilog text from a Rust-HDL block.
//!
//! `rust-hdl` writes one module per *instance* and routes clocks through combinational processes. This pass keeps
//! the behaviour and makes the text fit to read and to simulate:
//!
//! 1. the module `top` and all below it are renamed after the unit;
//! 2. a stub that is only a copy of the module's `clock` or `reset` is wired straight to the child;
//! 3. modules that are equal but for their name become one module, instantiated many times;
//! 4. a signed constant gets a range: without one Yosys takes it for unsigned, which Verilator and the standard do not.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_hdl::core::check_error::CheckError;
use rust_hdl::prelude::*;

/// A block that cannot become Verilog.
#[derive(Debug, thiserror::Error)]
#[error("{top}: {problem:?}")]
pub struct GenerateError {
    /// The top that was asked for.
    pub top: String,
    /// An unconnected signal, a combinational loop, or a write to an input.
    pub problem: CheckError,
}

/// The Verilog of `block` with its top module called `name`.
///
/// # Errors
/// When a signal is left open, when there is a combinational loop, or when an input is written.
pub fn verilog<B: Block>(mut block: B, name: &str) -> Result<String, GenerateError> {
    block.connect_all();
    check_all(&block).map_err(|problem| GenerateError {
        top: name.into(),
        problem,
    })?;
    Ok(tidy(&generate_verilog_unchecked(&block), name))
}

struct Module {
    name: String,
    body: Vec<String>,
}

fn tidy(text: &str, top: &str) -> String {
    let modules: Vec<Module> = split(text, top).into_iter().map(wire_clocks).collect();
    let modules = merge(modules);
    let mut out = format!(
        "// {top}: generated from the Rust-HDL module of this name; do not edit.\n// Regenerate: signum generate\n"
    );
    for module in modules {
        out.push('\n');
        for line in module.body {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Cuts the text into modules and renames `top` and `top$...` after the unit.
fn split(text: &str, top: &str) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut open: Option<Module> = None;
    for line in text.lines() {
        let head = line.trim_start();
        if let Some(rest) = head.strip_prefix("module ") {
            let name = rename(rest.split('(').next().unwrap_or(rest).trim(), top);
            open = Some(Module {
                name,
                body: Vec::new(),
            });
        }
        if let Some(module) = open.as_mut() {
            if !(head.is_empty() && module.body.last().is_none_or(|last| last.trim().is_empty())) {
                module.body.push(size_constant(rename_words(line, top)));
            }
        }
        if head.starts_with("endmodule") {
            if let Some(mut module) = open.take() {
                if let Some(last) = module.body.last_mut() {
                    *last = "endmodule".into();
                }
                modules.push(module);
            }
        }
    }
    modules
}

fn rename(name: &str, top: &str) -> String {
    match name.strip_prefix("top") {
        Some("") => top.into(),
        Some(rest) if rest.starts_with('$') => format!("{top}{rest}"),
        _ => name.into(),
    }
}

/// Renames module names only: they stand at the start of an instance or after the word `module`.
fn rename_words(line: &str, top: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let (space, rest) = line.split_at(indent);
    if let Some(rest) = rest.strip_prefix("module ") {
        let (name, ports) = rest.split_once('(').unwrap_or((rest, ""));
        return format!("{space}module {}({ports}", rename(name, top));
    }
    if rest.starts_with("top$") {
        if let Some((kind, instance)) = rest.split_once(' ') {
            return format!("{space}{} {instance}", rename(kind, top));
        }
    }
    line.into()
}

/// `localparam signed low = 8'he0;` as `localparam signed [7:0] low = 8'he0;`.
fn size_constant(line: String) -> String {
    let sized = || {
        let (before, constant) = line.split_once("localparam signed ")?;
        let (_, value) = constant.split_once(" = ")?;
        let width: u32 = value.split_once('\'')?.0.parse().ok()?;
        Some(format!(
            "{before}localparam signed [{}:0] {constant}",
            width.checked_sub(1)?
        ))
    };
    sized().unwrap_or(line)
}

/// Wires `x$clock = clock;` and `x$reset = reset;` straight to the instance.
fn wire_clocks(module: Module) -> Module {
    let mut stubs = HashMap::new();
    let mut assignments: HashMap<String, usize> = HashMap::new();
    for line in &module.body {
        if let Some((left, right)) = line.trim().trim_end_matches(';').split_once(" = ") {
            *assignments.entry(left.to_string()).or_default() += 1;
            let plain = matches!(right, "clock" | "reset");
            if plain && (left.ends_with("$clock") || left.ends_with("$reset")) {
                stubs.insert(left.to_string(), right.to_string());
            }
        }
    }
    stubs.retain(|stub, _| assignments[stub] == 1);
    let gone: HashSet<String> = stubs
        .iter()
        .flat_map(|(stub, source)| [format!("reg  {stub};"), format!("{stub} = {source};")])
        .collect();
    let body = module
        .body
        .into_iter()
        .filter(|line| !gone.contains(line.trim()))
        .map(
            |line| match line.find(".clock(").or_else(|| line.find(".reset(")) {
                Some(at) => {
                    let inner = &line[at + 7..].trim_end_matches(',').trim_end_matches(')');
                    match stubs.get(*inner) {
                        Some(source) => line.replace(&format!("({inner})"), &format!("({source})")),
                        None => line.clone(),
                    }
                }
                None => line,
            },
        )
        .collect();
    Module {
        name: module.name,
        body: drop_empty_always(body),
    }
}

/// A process whose statements are all gone would only draw warnings.
fn drop_empty_always(body: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in body {
        let empty = line.trim() == "end" && out.last().is_some_and(|last| last.trim() == "always @(*) begin");
        if empty {
            out.pop();
        } else {
            out.push(line);
        }
    }
    out
}

/// Merges equal modules, children first, until nothing changes. The first name seen stays.
fn merge(mut modules: Vec<Module>) -> Vec<Module> {
    loop {
        let mut first: HashMap<String, String> = HashMap::new();
        let mut same: BTreeMap<String, String> = BTreeMap::new();
        for module in &modules {
            let text = module.body.join("\n").replacen(&module.name, "", 1);
            match first.get(&text) {
                Some(name) => {
                    same.insert(module.name.clone(), name.clone());
                }
                None => {
                    first.insert(text, module.name.clone());
                }
            }
        }
        if same.is_empty() {
            return modules;
        }
        modules.retain(|module| !same.contains_key(&module.name));
        for module in &mut modules {
            for line in &mut module.body {
                let indent = line.len() - line.trim_start().len();
                if let Some((kind, rest)) = line[indent..].split_once(' ') {
                    if let Some(name) = same.get(kind) {
                        *line = format!("{}{name} {rest}", &line[..indent]);
                    }
                }
            }
        }
    }
}
