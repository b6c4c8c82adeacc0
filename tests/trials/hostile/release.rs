//! A release with a chosen text in every field of a log, written by hand, and all of its views.

use octorel::internals::command::Invocation;
use octorel::internals::document::{self, Document, Page};
use octorel::internals::log::{Act, Log};
use octorel::internals::release::AnnouncementKind;
use octorel::internals::release::Release;
use octorel::internals::release::gate::judge;
use octorel::internals::render::{github, html, ics, json, junit, markdown, slack, text};
use octorel::internals::schedule::ReaderClock;
use octorel::internals::view::{
    AnnouncementView, CalendarView, ChannelsView, DecisionsView, DeviationsView, EveryoneView,
    Filter, GateView, IncidentReport, IncidentsView, ListView, LogView, NextView, PhasesView,
    ReadinessView, RecordedView, ReleaseLine, ReleasesView, ReportView, RolesView, StatusView,
};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Which fields contain the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    /// Fields that people write.
    Texts,
    /// Also ids, kinds, outcomes and time zones, which only a handmade log can contain.
    Everywhere,
}

/// The lines of a log, each with a matching id.
struct Lines<'a> {
    by: &'a str,
    bytes: Vec<u8>,
    ids: Vec<String>,
}

impl Lines<'_> {
    fn add(&mut self, mut act: Value) {
        let head = json!({
            "after": self.ids.last().into_iter().collect::<Vec<_>>(),
            "at": format!("2026-12-08T{:02}:{:02}:00Z", 9 + self.ids.len() / 60, self.ids.len() % 60),
            "by": self.by,
        });
        // A log has the kind before the other fields of the event.
        let kind = json!({"do": act["do"].take()});
        act.as_object_mut().unwrap().remove("do");
        let objects = [head, kind, act].map(|part| part.to_string());
        let fields = objects.iter().map(|object| &object[1..object.len() - 1]);
        let fields: Vec<_> = fields.filter(|fields| !fields.is_empty()).collect();
        let rest = format!("{{{}}}", fields.join(","));
        let hash = Sha256::digest(rest.as_bytes());
        let id = hash.iter().fold(String::new(), |id, byte| id + &format!("{byte:02x}"));
        self.bytes.extend_from_slice(format!("{{\"id\":\"{id}\",{}\n", &rest[1..]).as_bytes());
        self.ids.push(id);
    }
}

/// The bytes of a log with all kinds of events, a resolved and an ongoing incident, and a finish at its end.
pub(super) fn log(place: Where, h: &str) -> Vec<u8> {
    titled(h, place, h)
}

/// The same for a release with this name.
pub(super) fn titled(title: &str, place: Where, h: &str) -> Vec<u8> {
    let id = |plain: &str| match place {
        Where::Texts => plain.to_owned(),
        Where::Everywhere => format!("{plain}{h}"),
    };
    let [rm, qa, boss] = ["a-rm", "b-qa", "c-boss"].map(id);
    let [plan, deploy, trouble] = ["a-plan", "b-deploy", "c-trouble"].map(id);
    let item = |phase: &str, own: &str| format!("{phase}.{}", id(own));
    let [choice, other] = ["a-choice", "b-other"].map(id);
    let (go, no) = (format!("go {h}"), format!("no {h}"));
    let zone = match place {
        Where::Texts => "Europe/Paris".to_owned(),
        Where::Everywhere => h.to_owned(),
    };
    let playbook = json!({
        "release_time": id("14:00"), "time_zone": id("UTC"),
        "roles": [
            {"id": rm, "name": h, "duties": [
                {"id": item(&rm, "d"), "stage": "pre-release", "text": h},
                {"id": item(&rm, "e"), "stage": "during-release", "text": h},
            ]},
            {"id": qa, "name": h},
        ],
        "authorities": [{"id": boss, "name": h}],
        "phases": [
            {"id": plan, "name": h, "stage": "pre-release", "when": "T-1w", "items": [
                {"id": item(&plan, "a"), "text": h, "owner": rm},
                {"id": item(&plan, "b"), "text": h, "owner": qa, "condition": h},
                {"id": item(&plan, "c"), "text": h, "owner": "all"},
                {"id": item(&plan, "d"), "text": h, "owner": rm},
                {"id": item(&plan, "e"), "text": h, "owner": rm},
                {"id": item(&plan, "f"), "text": h, "owner": rm},
            ]},
            {"id": deploy, "name": h, "kind": "checkpoint", "stage": "during-release", "when": "T", "items": [
                {"id": item(&deploy, "a"), "text": h, "owner": qa, "deploys": true},
                {"id": item(&deploy, "b"), "text": h, "owner": qa},
            ]},
            {"id": trouble, "name": h, "stage": "incident", "items": [
                {"id": item(&trouble, "a"), "text": h, "owner": qa},
                {"id": item(&trouble, "b"), "text": h, "owner": qa},
            ]},
        ],
        "decisions": [
            {"id": choice, "name": h, "owners": [rm, qa], "outcomes": [go, no],
                "escalation": [{"to": boss, "condition": h}, {"to": qa}]},
            {"id": other, "name": h, "owners": [qa], "outcomes": [go, no], "escalation": [{"to": boss}]},
        ],
        "channels": [{"stage": "during-release", "name": h, "every_minutes": 30}, {"stage": "incident", "name": h}],
        "gates": [
            {"id": "deploy", "name": h, "stages": ["pre-release"], "decisions": {&choice: &go}, "no_incident": true},
            {"id": "finish", "name": h, "stages": ["pre-release", "during-release"]},
            {"id": "none", "name": h, "stages": ["post-release"]},
            {"id": id("x-gate"), "name": h, "items": [item(&plan, "a"), item(&plan, "c")], "gates": ["deploy"]},
        ],
        "team": {&rm: [h]},
    });
    let (on, link) = ("2026-12-08T14:00:00+01:00", format!("https://example.com/{h}"));
    let mut lines = Lines { by: h, bytes: Vec::new(), ids: Vec::new() };
    lines.add(json!({"do": "started", "release": title, "on": on, "tz": zone, "strict": false, "playbook": playbook,
        "people": {&rm: [h, "bea@example.com"], &qa: [h], &boss: [h]}}));
    lines.add(
        json!({"do": "ticked", "item": item(&plan, "a"), "role": rm, "reason": h, "link": link}),
    );
    lines.add(
        json!({"do": "skipped", "item": item(&plan, "b"), "role": qa, "reason": h, "link": link}),
    );
    lines.add(json!({"do": "ticked", "item": item(&plan, "c"), "role": qa, "link": format!("javascript:{h}")}));
    // Shorter than a scheme, and no byte of it is a whole character.
    lines.add(json!({"do": "noted", "kind": "note", "text": h, "link": "ééééé"}));
    lines.add(
        json!({"do": "blocked", "item": item(&plan, "d"), "role": rm, "reason": h, "link": link}),
    );
    lines.add(json!({"do": "ticked", "item": item(&plan, "e"), "role": rm}));
    lines.add(json!({"do": "undone", "event": lines.ids.last()}));
    lines.add(json!({"do": "ticked", "item": item(&qa, "nowhere"), "role": qa}));
    for kind in ["note", "risk", "deviation", "lesson", "feedback", "metric", h] {
        lines.add(
            json!({"do": "noted", "kind": kind, "text": h, "link": link, "item": item(&plan, "d")}),
        );
    }
    lines.add(json!({"do": "noted", "kind": "risk", "text": h}));
    lines.add(json!({"do": "risk-resolved", "event": lines.ids.last(), "reason": h}));
    lines.add(json!({"do": "assigned", "role": qa, "person": h, "instead_of": h, "note": h}));
    lines.add(json!({"do": "unassigned", "role": rm, "person": "bea@example.com"}));
    lines.add(json!({"do": "rescheduled", "on": on, "tz": zone, "reason": h}));
    lines.add(json!({"do": "decided", "decision": choice, "outcome": go, "role": rm, "reason": h}));
    lines.add(json!({"do": "escalated", "decision": choice, "to": boss, "reason": h}));
    lines.add(json!({"do": "decided", "decision": choice, "outcome": no, "role": boss, "escalated": true, "reason": h}));
    lines.add(
        json!({"do": "decided", "decision": other, "outcome": go, "overridden": true, "reason": h}),
    );
    lines.add(json!({"do": "announced", "about": "start", "note": h}));
    lines.add(json!({"do": "announced", "about": h, "note": h}));
    for incident in [1, 2] {
        lines.add(
            json!({"do": "incident-declared", "incident": incident, "text": h, "severity": 1}),
        );
        lines.add(json!({"do": "incident-noted", "incident": incident, "text": h}));
        lines.add(json!({"do": "ticked", "item": item(&trouble, "a"), "role": qa, "round": incident, "reason": h}));
        lines.add(json!({"do": "blocked", "item": item(&trouble, "b"), "role": qa, "round": incident, "reason": h}));
        if incident == 1 {
            lines.add(json!({"do": "incident-resolved", "incident": 1, "reason": h}));
        }
    }
    lines.add(json!({"do": format!("x-{h}"), "text": h, "item": h}));
    lines.add(json!({"do": "ticked", "item": item(&deploy, "a"), "role": qa, "reason": h}));
    // The release ends an hour later.
    while lines.ids.len() < 52 {
        lines.add(json!({"do": "noted", "kind": "note", "text": h}));
    }
    lines.add(json!({"do": "finished", "reason": h}));
    lines.add(json!({"do": "reopened", "reason": h}));
    lines.add(json!({"do": "cancelled", "reason": h}));
    lines.bytes
}

/// The bytes of a log with one note of any length.
pub(super) fn noted(text: &str) -> Vec<u8> {
    let whole = titled("2.4.0", Where::Texts, "x");
    let started = whole.split_inclusive(|&byte| byte == b'\n').next().unwrap();
    let id = String::from_utf8_lossy(&started[7..71]).into_owned();
    let mut lines = Lines { by: "x", bytes: started.to_vec(), ids: vec![id] };
    lines.add(json!({"do": "noted", "kind": "note", "text": text, "item": "a-plan.a"}));
    lines.bytes
}

/// The readers of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Page,
    Web,
    Chat,
    Runner,
    Data,
    Xml,
    Calendar,
}

/// An output: its name, its readers, and its bytes.
pub(super) struct Output {
    pub(super) what: String,
    pub(super) form: Form,
    pub(super) text: String,
}

/// All views of a log, at a moment during the release and at its end.
pub(super) fn outputs(log: &[u8]) -> Vec<Output> {
    let mut all = Outputs(Vec::new());
    let log = Log::read(log);
    for trouble in log.troubles() {
        all.add(
            Form::Text,
            "trouble",
            octorel::internals::render::safe(&trouble.text).into_owned() + "\n",
        );
    }
    let end = Release::of(log).unwrap();
    let midst = end.clone().as_of("2026-12-08T09:46:00Z".parse().unwrap());
    for release in [midst, end] {
        all.release(&release);
    }
    all.0
}

struct Outputs(Vec<Output>);

impl Outputs {
    fn add(&mut self, form: Form, what: &str, text: impl Into<String>) {
        let (what, text) = (what.to_owned(), text.into());
        self.0.push(Output { what, form, text });
    }

    /// Writes a document in each format.
    fn document(&mut self, what: &str, page: Page, write: impl Fn(Page) -> Document) {
        self.add(Form::Text, what, text(write(page), page.width));
        self.add(Form::Page, what, markdown(write(page.unlimited())));
        self.add(Form::Web, what, html(write(page.unlimited())).unwrap());
        self.add(Form::Chat, what, slack(write(page.unlimited())));
    }

    /// Writes a view in each format, and as JSON.
    fn view<View: Serialize>(
        &mut self,
        what: &str,
        page: Page,
        view: &View,
        write: fn(&View, Page) -> Document,
    ) {
        self.document(what, page, |page| write(view, page));
        self.add(Form::Data, what, json(what, view).unwrap());
    }

    fn release(&mut self, release: &Release) {
        let now = release.local("2026-12-08T15:00:00Z".parse().unwrap());
        let page = Page {
            width: 80,
            height: 24,
            bars: true,
            in_full: false,
            now: ReaderClock::at(now),
            invocation: Invocation::none(),
        };
        let filter = Filter::default();
        let status = StatusView::new(release, now, 8).unwrap();
        self.view("status", page, &status, document::status);
        let releases = vec![ReleaseLine::new(&status), ReleaseLine::unreadable("x")];
        self.view("releases", page, &ReleasesView { releases }, document::releases);
        self.view("list", page, &ListView::new(release, &filter, now), document::list);
        self.view("next", page, &NextView::new(release, &filter, now), document::next);
        let calendar = CalendarView::new(release, None, &filter, now);
        self.add(Form::Calendar, "calendar", ics(&calendar, Some(chrono::TimeDelta::days(1))));
        self.view("everyone", page, &EveryoneView::new(release, now), document::everyone);
        let phases = PhasesView::new(release, None, now);
        self.view("phases", page, &phases, document::phases);
        let lines: Vec<_> = phases.phases.iter().map(|phase| phase.line.clone()).collect();
        self.document("moves", page, |page| document::moves(&lines, &lines, page));
        self.document("start", page, |page| {
            document::started(release, Some("path"), (1, None), page)
        });
        self.people(release, page);
        self.events(release, page);
        self.gates(release, page);
        self.incidents(release, page);
    }

    fn people(&mut self, release: &Release, page: Page) {
        let now = page.now.moment();
        self.view("roles", page, &RolesView::new(release, None, now), document::roles);
        for role in &release.playbook.roles {
            let one = RolesView::new(release, Some(&role.id), now);
            self.view("role", page, &one, document::roles);
        }
        self.view("decisions", page, &DecisionsView::new(release, None), document::decisions);
        for decision in &release.playbook.decisions {
            let one = DecisionsView::new(release, Some(&decision.id));
            self.view("decision", page, &one, document::decisions);
        }
        self.view("channels", page, &ChannelsView::new(release, now), document::channels);
    }

    fn events(&mut self, release: &Release, page: Page) {
        let now = page.now.moment();
        let log = LogView::new(release, None);
        self.view("log", page, &log, document::log);
        self.view("deviations", page, &DeviationsView::new(release), document::deviations);
        let record = ReportView::new(release, now).unwrap();
        self.view("record", page, &record, document::report);
        self.add(Form::Web, "overview", html(document::overview(&record, page)).unwrap());
        self.add(Form::Web, "full overview", html(document::full_overview(&record, page)).unwrap());
        let confirmation = RecordedView::new(release, log.events.len(), now);
        self.document("tick", page, |page| document::confirm(&confirmation, page));
    }

    fn gates(&mut self, release: &Release, page: Page) {
        let now = page.now.moment();
        for gate in &release.playbook.gates {
            let judgement = judge(release, &gate.id).unwrap();
            let view = GateView::new(release, &judgement, now);
            self.view("gate", page, &view, document::gate);
            self.add(Form::Runner, "gate", github::gate(&view, page));
            self.add(Form::Xml, "gate", junit(&view, page).unwrap());
        }
        let readiness = ReadinessView::new(release, now).unwrap();
        self.view("readiness", page, &readiness, document::readiness);
    }

    fn incidents(&mut self, release: &Release, page: Page) {
        let now = page.now.moment();
        self.view("incident", page, &IncidentsView::new(release, now), document::incidents);
        for incident in &release.progress.incidents {
            let report = IncidentReport::new(release, incident, now);
            self.view("incident-report", page, &report, document::incident_report);
        }
        let note = release.events().iter().find_map(|event| match &event.act {
            Act::Noted(note) => Some(note.text.clone()),
            _ => None,
        });
        for &kind in AnnouncementKind::ALL {
            let view = AnnouncementView::new(release, kind, note.clone(), now).unwrap();
            self.document("announce", page, |page| document::announcement(&view, page));
        }
    }
}
