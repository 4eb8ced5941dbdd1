//! Placement and routing from several seeds.

use super::finding::Finding;
use super::report::{scarcest_of, short_of, Report};
use super::sta;
use super::synthesise::{entry_name, Guest, WRAPPED};
use super::target::Target;
use super::Error;
use crate::cache::{kept, Cache};
use crate::tool::{Tool, ToolError};
use std::fs;
use std::path::{Path, PathBuf};

/// The tool's report in the folder of a placement.
pub const REPORT: &str = "report.json";
/// The routed netlist there, if it was asked for.
pub const ROUTED: &str = "routed.json";

/// The delays of cells and wires there, for Gowin.
pub const DELAYS: &str = "delays.sdf";

/// The file of a placement that its frequency is of.
pub fn timing(target: Target) -> &'static str {
    match target {
        Target::Gw2a => DELAYS,
        _ => REPORT,
    }
}

/// What the tool says when all cells have their places.
const ROUTING: &str = "Info: Routing..";

/// Pins of the GW2A's package: its tool places none by itself.
const GOWIN_PINS: &str = "IO_LOC \"clock\" H11;\nIO_LOC \"si\" T10;\nIO_LOC \"so\" C13;\n";

/// A design on a device.
#[derive(Debug, Clone)]
pub struct Placed {
    /// The folder with all that was made.
    pub folder: PathBuf,
    /// The seed it began with.
    pub seed: u32,
    /// What the tool reports.
    pub report: Report,
}

/// Places and routes the wrapped design of the folder `wrapped` from one seed. `routed`: whether the routed netlist is
/// kept (many megabytes).
///
/// # Errors
/// [`Error::DoesNotFit`] with what is short; [`Error::Crowded`] where no places are found; the tool is missing or fails.
pub fn place(
    wrapped: &Path,
    target: Target,
    seed: u32,
    routed: bool,
    cache: &Cache,
) -> Result<Placed, Error> {
    let first = attempt(wrapped, target, seed, routed, &[], cache);
    match (&first, target.last_router()) {
        (Err(Error::Tool(ToolError::Endless { .. })), Some(router)) => {
            attempt(wrapped, target, seed, routed, router, cache)
        }
        _ => first,
    }
}

/// The same, without the router of last resort or with that alone.
fn attempt(
    wrapped: &Path,
    target: Target,
    seed: u32,
    routed: bool,
    router: &[&str],
    cache: &Cache,
) -> Result<Placed, Error> {
    let nextpnr = Tool::find(target.nextpnr())?;
    let number = seed.to_string();
    let mut args = target.device_arguments().to_vec();
    args.extend([
        "--json",
        WRAPPED,
        "--report",
        REPORT,
        "--timing-allow-fail",
        "--seed",
        &number,
    ]);
    if routed {
        args.extend(["--write", ROUTED]);
    }
    if target == Target::Gw2a {
        args.extend(["--vopt", "cst=pins.cst", "--sdf", DELAYS]);
    }
    args.extend(router);
    let routers = target.routers();
    let command = format!("{} {routers:?}", args.join(" "));
    let (key, identity) = (entry_name(wrapped), nextpnr.identity());
    let parts: [(&str, &[u8]); 4] = [
        ("wrapped", key.as_bytes()),
        ("arguments", command.as_bytes()),
        ("pins", GOWIN_PINS.as_bytes()),
        ("tool", identity.as_bytes()),
    ];
    let folder = cache.entry(&parts, |folder| -> Result<(), Error> {
        let patience = if router.is_empty() { 1 } else { LAST_PATIENCE };
        let found = run(&nextpnr, &args, wrapped, target, patience, folder);
        match found.as_ref().err().and_then(Finding::of) {
            Some(finding) => Ok(finding.keep(folder)?),
            None => found,
        }
    })?;
    if let Some(finding) = Finding::kept(&folder)? {
        return Err(finding.error(target));
    }
    let mut report = Report::read(&folder.join(REPORT))?;
    if target == Target::Gw2a {
        let path = folder.join(DELAYS);
        let found =
            sta::slowest(&kept(&path)?).and_then(|found| found.ok_or("no path is clocked".to_owned()));
        report = report.with(found.map_err(|what| Error::Delays { path, what })?);
    }
    Ok(Placed { folder, seed, report })
}

/// Runs the tool in `folder`, with one router after the other, each with `patience` times its processor time.
fn run(
    nextpnr: &Tool,
    args: &[&str],
    wrapped: &Path,
    target: Target,
    patience: u64,
    folder: &Path,
) -> Result<(), Error> {
    let guest = Guest::new(&wrapped.join(WRAPPED), folder, WRAPPED)?;
    if target == Target::Gw2a {
        fs::write(folder.join("pins.cst"), GOWIN_PINS)?;
    }
    let size = fs::metadata(wrapped.join(WRAPPED))?.len();
    let run = |router: &[&str]| {
        let args = [args, router].concat();
        nextpnr.run_within(folder, &args, "place.log", Some(patience * limit(target, size)))
    };
    let routers = target.routers();
    let mut last = run(routers[0]);
    for router in &routers[1..] {
        let Err(ToolError::Endless { seconds, .. }) = last else {
            break;
        };
        if let Some(crowded) = crowded(folder, target, seconds) {
            guest.leave()?;
            return Err(crowded);
        }
        last = run(router);
    }
    guest.leave()?;
    match last {
        Ok(_) => Ok(()),
        Err(error @ ToolError::Failed { .. }) => {
            let log = fs::read_to_string(folder.join("place.log")).unwrap_or_default();
            Err(match short_of(&log).into_iter().next() {
                Some((kind, needed, available)) => Error::DoesNotFit {
                    target,
                    kind,
                    needed,
                    available,
                },
                None => error.into(),
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// The error of a run that was ended before it came to routing, on a device with few places left.
fn crowded(folder: &Path, target: Target, seconds: u64) -> Option<Error> {
    let log = fs::read_to_string(folder.join("place.log")).unwrap_or_default();
    let (kind, needed, available) = scarcest_of(&log)?;
    (!log.contains(ROUTING) && needed * 10 >= available * 9).then_some(Error::Crowded {
        target,
        kind,
        needed,
        available,
        seconds,
    })
}

/// The router of last resort takes longer: on a square of 32 bits somewhat more than [`limit`].
const LAST_PATIENCE: u64 = 4;

/// Processor time in seconds for a netlist of `size` bytes: several times what such a one takes. The routers of iCE40
/// have been seen to try the same few ways in turn for ever.
fn limit(target: Target, size: u64) -> u64 {
    20 + size / if target.is_ice40() { 65536 } else { 16384 }
}

/// Seeds beyond those asked for that are tried in place of those from which the router comes to no end.
const SPARE: u32 = 4;

/// Places from the first `seeds` seeds from 1 on from which the router comes to an end, two at once; that of seed 1 keeps
/// its routed netlist.
///
/// # Errors
/// Those of [`place`], the first seed's first.
pub fn seeds(wrapped: &Path, target: Target, seeds: u32, cache: &Cache) -> Result<Vec<Placed>, Error> {
    let (wanted, mut next) = (seeds.max(1), 1);
    let mut placed = Vec::new();
    while placed.len() < wanted as usize {
        let pair: Vec<u32> = (next..next + (wanted - placed.len() as u32).min(2)).collect();
        next += pair.len() as u32;
        let results: Vec<Result<Placed, Error>> = std::thread::scope(|scope| {
            let run = |seed: u32| move || place(wrapped, target, seed, seed == 1, cache);
            let threads: Vec<_> = pair.iter().map(|&seed| scope.spawn(run(seed))).collect();
            let joined = threads.into_iter().map(|thread| thread.join());
            joined
                .map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        for result in results {
            match result {
                Err(Error::Tool(ToolError::Endless { .. })) if next <= wanted + SPARE => {}
                result => placed.push(result?),
            }
        }
    }
    Ok(placed)
}

/// The placement from the first seed from which the router comes to an end, with its routed netlist.
///
/// # Errors
/// Those of [`place`].
pub fn first(wrapped: &Path, target: Target, cache: &Cache) -> Result<Placed, Error> {
    let mut seed = 1;
    loop {
        match place(wrapped, target, seed, true, cache) {
            Err(Error::Tool(ToolError::Endless { .. })) if seed <= SPARE => seed += 1,
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_search_for_places_on_a_full_device_is_a_device_that_is_too_small() {
        let folder = tempfile::tempdir().unwrap();
        let found = |log: &str| {
            fs::write(folder.path().join("place.log"), log).unwrap();
            crowded(folder.path(), Target::Hx8k, 181).map(|error| error.to_string())
        };
        let full = "Info: \t         ICESTORM_LC:  7364/ 7680    95%\nInfo: at initial placer iter 3, wirelen = 2357\n";
        assert_eq!(
            found(full).unwrap(),
            "does not fit hx8k: of its 7680 ICESTORM_LC it needs 7364, and no places for them were found in 181 s"
        );
        assert_eq!(found(&format!("{full}Info: Routing..\n")), None);
        assert_eq!(found(&full.replace("7364", "4124")), None);
        assert_eq!(found(""), None);
    }
}
