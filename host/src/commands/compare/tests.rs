use super::*;
use clap::Parser;

/// The arguments of a command line, and what they choose.
fn parsed(words: &[&str]) -> (CompareArgs, Choice, Vec<String>) {
    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: CompareArgs,
    }
    let args = Line::parse_from([&["compare"], words].concat()).args;
    let choice = choice(&args).unwrap();
    let targets = chosen_targets(&args).unwrap();
    let names = targets.iter().map(|target| target.name().to_owned()).collect();
    (args, choice, names)
}

#[test]
fn quick_is_one_level_one_width_and_two_targets() {
    let (args, choice, targets) = parsed(&["--quick"]);
    assert_eq!(choice.levels, [Level::Primitive]);
    assert_eq!(choice.bits, [16]);
    assert_eq!(choice.variants, QUICK_VARIANTS);
    assert_eq!(targets, QUICK_TARGETS);
    assert_eq!(command(&args), "signum compare --quick --seeds 3");
}

/// Which variants are the best is known of two targets and one width: elsewhere all are taken.
#[test]
fn quick_elsewhere_takes_every_variant() {
    for words in [
        &["--quick", "--target", "ecp5-85"][..],
        &["--quick", "--bits", "8"],
        &["--quick", "--bits", "16", "--bits", "32"],
        &["--quick", "--level", "statistics"],
    ] {
        assert!(parsed(words).1.variants.is_empty(), "{words:?}");
    }
    assert_eq!(parsed(&["--quick", "--bits", "16"]).1.variants, QUICK_VARIANTS);
    assert_eq!(
        parsed(&["--quick", "--variant", "booth"]).1.variants,
        ["booth".to_owned()]
    );
    assert_eq!(parsed(&["--quick", "--target", "gw2a"]).2, ["gw2a"]);
}

#[test]
fn a_library_of_the_users_comes_beside_those_of_quick() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.lib");
    std::fs::write(&file, "library(x) {}").unwrap();
    let (_, choice, targets) = parsed(&["--quick", "--liberty", file.to_str().unwrap()]);
    assert_eq!(targets, ["hx8k", "osu018", "mine"]);
    assert_eq!(choice.variants, QUICK_VARIANTS);
}
