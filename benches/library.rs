//! Check and render inside one process: one intent of 200 lines, one over 30 areas, and a thousand.

mod support;

use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use omauri::catalog::Catalog;
use omauri::render::Format;
use omauri::workspace::{Request, check, render};

fn measure(criterion: &mut Criterion, name: &str, count: usize, write: impl Fn(&Path) -> std::io::Result<()>) {
    let Ok(folder) = tempfile::tempdir() else { return };
    if write(folder.path()).is_err() {
        return;
    }
    let paths: Vec<PathBuf> = vec![folder.path().to_owned()];
    let request = Request { formats: vec![Format::Syncml], ..Request::default() };
    let mut group = criterion.benchmark_group(name);
    group.sample_size(if count > 1 { 10 } else { 100 }).measurement_time(Duration::from_secs(8));
    group.bench_function("check", |bencher| {
        bencher.iter(|| {
            let catalog = Catalog::shipped();
            check(&paths, &catalog).map(|run| run.findings.len())
        });
    });
    group.bench_function("check and render", |bencher| {
        bencher.iter(|| {
            let catalog = Catalog::shipped();
            let run = check(&paths, &catalog).ok()?;
            render(&run.profiles, &request).ok().map(|rendered| rendered.artifacts.len())
        });
    });
    group.finish();
}

fn benches(criterion: &mut Criterion) {
    measure(criterion, "one intent", 1, |folder| support::write_intents(folder, 1));
    let wide = support::wide_intent();
    measure(criterion, "one intent over 30 areas", 1, |folder| std::fs::write(folder.join("wide.yaml"), &wide));
    measure(criterion, "1000 intents", 1000, |folder| support::write_intents(folder, 1000));
}

criterion_group!(all, benches);
criterion_main!(all);
