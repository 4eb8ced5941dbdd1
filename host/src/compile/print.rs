//! The memory plan for people and for programs.

use super::plan::{Plan, Region, Usage};
use serde::Serialize;
use std::fmt;

/// The plan as a JSON object.
#[derive(Debug, Serialize)]
pub struct Summary<'a> {
    /// The configuration.
    pub config: &'static str,
    /// Images of a batch.
    pub batch: usize,
    /// Groups of images of a batch.
    pub groups: usize,
    /// Input buffers, one or two.
    pub input_buffers: usize,
    /// What is in use of every memory, in addresses.
    pub memories: &'a [Usage],
    /// What lies where.
    pub regions: &'a [Region],
}

impl Plan {
    /// The plan as a JSON object.
    pub fn summary(&self) -> Summary<'_> {
        Summary {
            config: self.config.name,
            batch: self.batch,
            groups: self.groups,
            input_buffers: self.inputs.len(),
            memories: &self.memories,
            regions: &self.regions,
        }
    }

    /// The plan for people: a line a memory, a line a region.
    pub fn print(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let buffers = match self.inputs.len() {
            1 => "one input buffer: the next batch loads when this one is done",
            _ => "two input buffers: the next batch loads while this one is computed",
        };
        writeln!(
            f,
            "configuration {}, batch {} in {} group{} of {}; {buffers}",
            self.config.name,
            self.batch,
            self.groups,
            if self.groups == 1 { "" } else { "s" },
            self.config.size
        )?;
        for Usage {
            memory,
            needed,
            available,
        } in self.memories.iter().filter(|m| m.needed > 0)
        {
            let percent = 100.0 * *needed as f64 / *available as f64;
            writeln!(f, "{memory}: {needed} of {available} addresses, {percent:.0} %")?;
            for region in self.regions.iter().filter(|r| r.memory == *memory && r.size > 0) {
                let end = region.address + region.size;
                writeln!(f, "  {:6}..{end:<6} {}", region.address, region.name)?;
            }
        }
        Ok(())
    }
}
