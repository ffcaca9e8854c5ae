//! The ceilings that keep a hostile or broken file from taking memory or time without end; README.md has them for users.

/// The longest record in bytes: one line, one article of a dump, one page, one message, one file that is one document.
/// More than this is no article; it is refused or passed over, and never held.
pub(super) const RECORD: u64 = 64 << 20;

/// The longest text of a document in bytes, which is analyzed as a whole: a dozen novels.
pub(super) const TEXT: usize = 8 << 20;

/// How many times its packed size a file may unpack to. News packs three to twenty times smaller; what was made to fill
/// a disk packs a thousand times and more.
/// Fuzzers look for what is not in proportion to the bytes that they give.
pub(super) const EXPANSION: u64 = if cfg!(fuzzing) { 16 } else { 200 };

/// How many bytes a file may unpack to before [`EXPANSION`] counts: a small file of much white space is no bomb.
pub(super) const UNPACKED_FREE: u64 = if cfg!(fuzzing) { 1 << 20 } else { 64 << 20 };

/// How often what is unpacked may be packed again, as a `.warc.gz` in a `.zip` is.
pub(super) const ARCHIVE_DEPTH: u8 = 4;

/// How many files are read of one ZIP archive.
pub(super) const MEMBERS: usize = 1 << 18;

/// How deep messages may lie in messages.
pub(super) const MAIL_DEPTH: u8 = 8;

/// How many parts are looked at of one message.
pub(super) const MAIL_PARTS: usize = 1024;

/// How deep elements of XML may lie in each other within a record.
pub(super) const XML_DEPTH: usize = 256;

/// How deep articles may lie in a dump of JSON (the parser itself stops at 128 levels).
pub(super) const JSON_DEPTH: u8 = 8;

/// The most memory that the dictionary of an `.xz` file may ask for, in kB.
pub(super) const XZ_MEMORY: u32 = 128 << 10;

/// How many bytes the head of a file has, by which its format and encoding are told.
pub(super) const HEAD: usize = 1 << 16;
