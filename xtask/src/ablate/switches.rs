//! A source file in; the same with a switch at each rule out. A rule is what a function does, what follows where a condition
//! of `if` or of an arm holds, an arm before one for all the rest, one of several conditions of which each suffices.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::source::{self, Source};

/// A rule that can be switched off, where it stands.
#[derive(Debug, Clone)]
pub struct Switch {
    /// Its file.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// The function that it is, or is in.
    pub function: String,
    /// What is switched off: `function`, or the condition that counts as not met.
    pub what: String,
}

/// What `crate::ablation` holds in the instrumented source: it answers whether a rule is on, and notes which were asked for.
pub const MODULE: &str = r#"//! Rules that are switched off: one of the whole process, or one of a thread at a time.
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

static OFF: LazyLock<Option<usize>> = LazyLock::new(|| std::env::var("NEWSGRAPH_OFF").ok()?.parse().ok());

thread_local! {
    static OFF_HERE: Cell<Option<usize>> = const { Cell::new(None) };
    static MET: RefCell<Option<BTreeSet<usize>>> = const { RefCell::new(None) };
}

/// Whether the rule of this number is on.
pub(crate) fn on(number: usize) -> bool {
    MET.with_borrow_mut(|met| met.as_mut().map(|met| met.insert(number)));
    OFF_HERE.get() != Some(number) && *OFF != Some(number)
}

/// Does the work; with the rules that it met.
pub fn noting<T>(work: impl FnOnce() -> T) -> (T, BTreeSet<usize>) {
    MET.set(Some(BTreeSet::new()));
    let done = work();
    (done, MET.take().unwrap_or_default())
}

/// Does the work without a rule; nothing where it cannot be done without.
pub fn without<T>(number: usize, work: impl FnOnce() -> T) -> Option<T> {
    OFF_HERE.set(Some(number));
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    OFF_HERE.set(None);
    done
}
"#;

/// Puts a switch at each rule of the file; they are numbered on from those that are there.
pub fn instrumented(source: &Source, switches: &mut Vec<Switch>) -> String {
    let mut visitor = Rules { source, function: String::new(), switches, insertions: Vec::new() };
    visitor.visit_file(&source.file);
    let mut insertions = visitor.insertions;
    insertions.sort_by_key(|(at, _)| *at); // stable: what is within stands within
    let (mut out, mut from) = (String::new(), 0);
    for (at, text) in insertions {
        out.push_str(&source.text[from..at]);
        out.push_str(&text);
        from = at;
    }
    out + &source.text[from..]
}

struct Rules<'s> {
    source: &'s Source,
    function: String,
    switches: &'s mut Vec<Switch>,
    /// What is to be written at which byte.
    insertions: Vec<(usize, String)>,
}

impl Rules<'_> {
    /// The call that asks for a new switch.
    fn switch(&mut self, span: Span, what: &str) -> String {
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = span.start().line;
        self.switches.push(Switch { file: self.source.name.clone(), line, function: self.function.clone(), what });
        format!("crate::ablation::on({})", self.switches.len() - 1)
    }

    /// A condition that is not met where its rule is off.
    fn condition(&mut self, condition: &syn::Expr) {
        let range = condition.span().byte_range();
        let on = self.switch(condition.span(), &self.source.text[range.clone()]);
        if has_let(condition) {
            self.insertions.push((range.end, format!(" && {on}")));
        } else {
            self.insertions.push((range.start, "(".to_owned()));
            self.insertions.push((range.end, format!(") && {on}")));
        }
    }

    /// A function that gives nothing where it is off; whose result has no nothing has no switch.
    fn function(&mut self, signature: &syn::Signature, block: &syn::Block, within: impl FnOnce(&mut Self)) {
        if signature.constness.is_some() {
            return;
        }
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        if self.gives_nothing(&signature.output) {
            let on = self.switch(signature.ident.span(), "function");
            let at = block.brace_token.span.open().byte_range().end;
            self.insertions.push((at, format!(" if !{on} {{ return Default::default(); }} ")));
        }
        within(self);
        self.function = outer;
    }

    /// Whether a value of the type may be empty, false or absent.
    fn gives_nothing(&self, output: &syn::ReturnType) -> bool {
        let syn::ReturnType::Type(_, given) = output else { return true };
        let name = &self.source.text[given.span().byte_range()];
        let begins = ["bool", "Option<", "Vec<", "BTreeSet<", "BTreeMap<", "String"];
        begins.iter().any(|begin| name.starts_with(begin)) && !name.contains("impl ")
    }
}

/// Whether the condition binds names, which parentheses would hide.
fn has_let(condition: &syn::Expr) -> bool {
    match condition {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(both) if matches!(both.op, syn::BinOp::And(_)) => has_let(&both.left) || has_let(&both.right),
        _ => false,
    }
}

/// The conditions of which each suffices, from left to right.
fn alternatives<'e>(either: &'e syn::Expr, into: &mut Vec<&'e syn::Expr>) {
    match either {
        syn::Expr::Binary(both) if matches!(both.op, syn::BinOp::Or(_)) => {
            alternatives(&both.left, into);
            alternatives(&both.right, into);
        }
        other => into.push(other),
    }
}

impl<'a> Visit<'a> for Rules<'_> {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !source::is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !source::is_test(&item.attrs) {
            self.function(&item.sig, &item.block, |rules| visit::visit_block(rules, &item.block));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !source::is_test(&item.attrs) {
            self.function(&item.sig, &item.block, |rules| visit::visit_block(rules, &item.block));
        }
    }

    fn visit_expr_if(&mut self, either: &'a syn::ExprIf) {
        visit::visit_expr_if(self, either);
        self.condition(&either.cond);
    }

    fn visit_expr_binary(&mut self, both: &'a syn::ExprBinary) {
        if !matches!(both.op, syn::BinOp::Or(_)) {
            return visit::visit_expr_binary(self, both);
        }
        let mut conditions = Vec::new();
        alternatives(&both.left, &mut conditions);
        alternatives(&both.right, &mut conditions);
        for condition in conditions {
            self.visit_expr(condition);
            self.condition(condition);
        }
    }

    fn visit_expr_match(&mut self, of: &'a syn::ExprMatch) {
        visit::visit_expr_match(self, of);
        let has_rest = of.arms.last().is_some_and(|arm| matches!(arm.pat, syn::Pat::Wild(_)));
        for arm in &of.arms {
            match &arm.pat {
                syn::Pat::Guard(guarded) => self.condition(&guarded.guard),
                syn::Pat::Wild(_) => {}
                pattern if has_rest => {
                    let range = pattern.span().byte_range();
                    let on = self.switch(pattern.span(), &self.source.text[range.clone()]);
                    self.insertions.push((range.end, format!(" if {on}")));
                }
                _ => {}
            }
        }
    }

    // What is computed at compile time asks nobody.
    fn visit_item_const(&mut self, _: &'a syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'a syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'a syn::ImplItemConst) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_switch_and_nothing_else_changes() {
        let text = "fn a(x: Option<u8>) -> bool {\n    if let Some(y) = x && y > 1 { return true }\n    \
                    match x { Some(1) => true, Some(y) if y == 2 || y == 3 => false, _ => x.is_none() }\n}\n\
                    const fn b() -> bool { true || false }\nfn c() -> u8 { 1 }\n";
        let source = Source { name: "a.rs".into(), text: text.into(), file: syn::parse_file(text).unwrap() };
        let mut switches = Vec::new();
        let out = instrumented(&source, &mut switches);
        let told: Vec<_> = switches.iter().map(|s| format!("{} {} {}", s.line, s.function, s.what)).collect();
        let rules = ["1 a function", "2 a let Some(y) = x && y > 1", "3 a y == 2", "3 a y == 3", "3 a Some(1)"];
        assert_eq!(told[..5], rules);
        assert_eq!(told[5..], ["3 a y == 2 || y == 3"]);
        assert!(out.contains("if let Some(y) = x && y > 1 && crate::ablation::on(1) {"), "{out}");
        assert!(out.contains("if ((y == 2) && crate::ablation::on(2) || (y == 3) && crate::ablation::on(3)) && crate::ablation::on(5) =>"), "{out}");
        assert!(
            out.contains("Some(1) if crate::ablation::on(4) =>")
                && out.contains("const fn b() -> bool { true || false }")
        );
        syn::parse_file(&out).unwrap();
    }
}
