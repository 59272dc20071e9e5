//! Rendering many profiles.

use rayon::prelude::*;

use crate::catalog::Access;
use crate::finding::Finding;
use crate::intent::{Profile, ProfileTarget};
use crate::render::{Engine, Format, Options, Refusal, RenderError, UserTemplate};
use crate::rules::{self, render::Emptied};
use crate::syncml::Verb;
use crate::text::Span;

use super::manifest::sha256;

/// What to render.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The formats.
    pub formats: Vec<Format>,
    /// A template of the user's, with its text.
    pub template: Option<(UserTemplate, String)>,
    /// How.
    pub options: Options,
}

/// An artifact.
#[derive(Debug)]
pub struct Artifact {
    /// Its file name.
    pub file: String,
    /// The intent it was made of.
    pub intent: String,
    /// The format, or the template's name.
    pub format: String,
    /// Its text.
    pub text: String,
    /// The SHA-256 of its text.
    pub sha256: String,
    /// Ids of the settings catalog that were not seen in public.
    pub unverified: Vec<String>,
}

/// What came of rendering.
#[derive(Debug, Default)]
pub struct RenderRun {
    /// The artifacts, by profile and format.
    pub artifacts: Vec<Artifact>,
    /// What they leave out or carry unproved.
    pub findings: Vec<Finding>,
}

/// Renders every profile to every format, in parallel. The order of the result does not depend on the number of threads.
///
/// # Errors
/// When a template fails, or its SyncML does not read back.
pub fn render(profiles: &[Profile<'_>], request: &Request) -> Result<RenderRun, RenderError> {
    let mut engine = Engine::new()?;
    if let Some((template, text)) = &request.template {
        engine.add(&template.engine_name(), text)?;
    }
    let one = |profile: &Profile<'_>| render_one(&engine, profile, request);
    let runs: Vec<Result<RenderRun, RenderError>> =
        if profiles.len() < 2 { profiles.iter().map(one).collect() } else { profiles.par_iter().map(one).collect() };
    let mut all = RenderRun::default();
    for run in runs {
        let run = run?;
        all.artifacts.extend(run.artifacts);
        all.findings.extend(run.findings);
    }
    Ok(all)
}

/// One finding for each reason, at the first setting that it keeps from being rendered.
fn refused(refusals: &[Refusal], format: Format) -> Vec<Finding> {
    let mut by_reason: Vec<(&Refusal, Vec<Span>)> = Vec::new();
    for refusal in refusals {
        match by_reason.iter_mut().find(|(first, _)| first.reason == refusal.reason) {
            Some((_, others)) => others.push(refusal.place),
            None => by_reason.push((refusal, Vec::new())),
        }
    }
    let finding = |(first, others): (&Refusal, Vec<Span>)| {
        rules::render::refused(first.place, &first.name, &others, format.name(), first.reason)
    };
    by_reason.into_iter().map(finding).collect()
}

fn render_one(engine: &Engine, profile: &Profile<'_>, request: &Request) -> Result<RenderRun, RenderError> {
    let mut run = RenderRun::default();
    let name = &profile.name.value;
    if request.options.verb == Verb::Delete {
        let kept = profile.settings.iter().filter(|setting| !setting.node.allows(Access::Delete));
        run.findings.extend(kept.map(|setting| rules::render::no_delete(setting.name_span, &setting.short_name())));
    }
    for format in &request.formats {
        let refusals = crate::render::refusals(profile, *format);
        if !refusals.is_empty() {
            run.findings.extend(refused(&refusals, *format));
            continue;
        }
        let is_multi_session = |target: &&ProfileTarget| target.target.edition.is_multi_session();
        if let Some(target) = profile.targets.iter().find(is_multi_session).filter(|_| *format == Format::Intune) {
            run.findings.push(rules::render::multi_session(target.edition_span));
        }
        let rendered = crate::render::render(engine, profile, *format, request.options)?;
        let why = match (request.options.verb, rendered.left_out.as_slice()) {
            (Verb::Delete, _) if !profile.settings.is_empty() => Emptied::NotRemovable,
            (_, []) => Emptied::NoSettings,
            _ => Emptied::LeftOut,
        };
        for setting in rendered.left_out {
            run.findings.push(rules::render::left_out(
                setting.name_span,
                &setting.short_name(),
                setting.node.is_policy(),
                format.name(),
            ));
        }
        if let Some((_, first)) = rendered.unverified.first() {
            let ids: Vec<&str> = rendered.unverified.iter().map(|(id, _)| id.as_str()).collect();
            run.findings.push(rules::render::unverified_ids(first.name_span, &ids));
        }
        let Some(text) = rendered.text else {
            run.findings.push(rules::render::empty(profile.name.span, format.name(), why));
            continue;
        };
        run.artifacts.push(Artifact {
            file: format!("{name}.{}.{}", format.name(), format.extension()),
            intent: name.clone(),
            format: format.name().to_owned(),
            sha256: sha256(text.as_bytes()),
            text,
            unverified: rendered.unverified.into_iter().map(|(id, _)| id).collect(),
        });
    }
    if let Some((template, _)) = &request.template {
        let text = template.render(engine, profile, request.options)?;
        run.artifacts.push(Artifact {
            file: format!("{name}.{}.{}", template.stem, template.extension),
            intent: name.clone(),
            format: template.stem.clone(),
            sha256: sha256(text.as_bytes()),
            text,
            unverified: Vec::new(),
        });
    }
    Ok(run)
}
