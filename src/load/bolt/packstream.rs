//! Values in, bytes of PackStream out, and back; what a server sends is checked before it is believed.

use std::collections::BTreeMap;

use super::Value;

/// How deep values may be in each other.
const DEPTH: usize = 32;

/// That bytes are no PackStream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// Appends a structure: a message of Bolt.
pub(super) fn structure(tag: u8, fields: &[Value], out: &mut Vec<u8>) {
    // No structure of Bolt has more than fifteen fields.
    out.extend([0xB0 | (fields.len() as u8 & 0x0F), tag]);
    fields.iter().for_each(|field| write(field, out));
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => out.push(0xC0),
        Value::Boolean(truth) => out.push(if *truth { 0xC3 } else { 0xC2 }),
        Value::Integer(number) => integer(*number, out),
        Value::Float(number) => {
            out.push(0xC1);
            out.extend(number.to_be_bytes());
        }
        Value::Text(text) => string(text, out),
        Value::Bytes(bytes) => {
            size(bytes.len(), None, [0xCC, 0xCD, 0xCE], out);
            out.extend(bytes);
        }
        Value::List(values) => {
            size(values.len(), Some(0x90), [0xD4, 0xD5, 0xD6], out);
            values.iter().for_each(|value| write(value, out));
        }
        Value::Map(map) => {
            size(map.len(), Some(0xA0), [0xD8, 0xD9, 0xDA], out);
            for (name, value) in map {
                string(name, out);
                write(value, out);
            }
        }
        Value::Structure(tag, fields) => structure(*tag, fields, out),
    }
}

fn string(text: &str, out: &mut Vec<u8>) {
    size(text.len(), Some(0x80), [0xD0, 0xD1, 0xD2], out);
    out.extend(text.as_bytes());
}

/// The marker of what has a size; the smallest have one of their own.
fn size(size: usize, small: Option<u8>, markers: [u8; 3], out: &mut Vec<u8>) {
    match (small, size) {
        (Some(small), 0..=15) => out.push(small | size as u8),
        (_, 0..=0xFF) => out.extend([markers[0], size as u8]),
        (_, 0x100..=0xFFFF) => {
            out.push(markers[1]);
            out.extend((size as u16).to_be_bytes());
        }
        // Batches are far smaller than four thousand million bytes.
        _ => {
            out.push(markers[2]);
            out.extend((size as u32).to_be_bytes());
        }
    }
}

fn integer(number: i64, out: &mut Vec<u8>) {
    if (-16..=127).contains(&number) {
        out.push(number as i8 as u8);
    } else if let Ok(number) = i8::try_from(number) {
        out.push(0xC8);
        out.extend(number.to_be_bytes());
    } else if let Ok(number) = i16::try_from(number) {
        out.push(0xC9);
        out.extend(number.to_be_bytes());
    } else if let Ok(number) = i32::try_from(number) {
        out.push(0xCA);
        out.extend(number.to_be_bytes());
    } else {
        out.push(0xCB);
        out.extend(number.to_be_bytes());
    }
}

/// Reads one value, which is all that there is.
pub(super) fn read(mut bytes: &[u8]) -> Result<Value, Malformed> {
    let value = value(&mut bytes, 0)?;
    if bytes.is_empty() { Ok(value) } else { Err(Malformed) }
}

fn value(bytes: &mut &[u8], depth: usize) -> Result<Value, Malformed> {
    if depth > DEPTH {
        return Err(Malformed);
    }
    let [marker] = array(bytes)?;
    Ok(match marker {
        0xC0 => Value::Null,
        0xC1 => Value::Float(f64::from_be_bytes(array(bytes)?)),
        0xC2 => Value::Boolean(false),
        0xC3 => Value::Boolean(true),
        0xC8 => Value::Integer(i8::from_be_bytes(array(bytes)?).into()),
        0xC9 => Value::Integer(i16::from_be_bytes(array(bytes)?).into()),
        0xCA => Value::Integer(i32::from_be_bytes(array(bytes)?).into()),
        0xCB => Value::Integer(i64::from_be_bytes(array(bytes)?)),
        0xCC..=0xCE => {
            let length = length(marker - 0xCC, bytes)?;
            Value::Bytes(take(bytes, length)?.to_vec())
        }
        0x80..=0x8F | 0xD0..=0xD2 => {
            let length = if marker < 0xD0 { usize::from(marker & 0x0F) } else { length(marker - 0xD0, bytes)? };
            Value::Text(String::from_utf8(take(bytes, length)?.to_vec()).map_err(|_| Malformed)?)
        }
        0x90..=0x9F | 0xD4..=0xD6 => {
            let length = if marker < 0xD0 { usize::from(marker & 0x0F) } else { length(marker - 0xD4, bytes)? };
            Value::List(values(length, bytes, depth)?)
        }
        0xA0..=0xAF | 0xD8..=0xDA => {
            let length = if marker < 0xD0 { usize::from(marker & 0x0F) } else { length(marker - 0xD8, bytes)? };
            let mut map = BTreeMap::new();
            for _ in 0..length {
                let Value::Text(name) = value(bytes, depth + 1)? else { return Err(Malformed) };
                map.insert(name, value(bytes, depth + 1)?);
            }
            Value::Map(map)
        }
        0xB0..=0xBF => {
            let [tag] = array(bytes)?;
            Value::Structure(tag, values(usize::from(marker & 0x0F), bytes, depth)?)
        }
        0x00..=0x7F | 0xF0..=0xFF => Value::Integer(i64::from(marker as i8)),
        _ => return Err(Malformed),
    })
}

/// So many values. Room is made as they come: a size may be a lie.
fn values(length: usize, bytes: &mut &[u8], depth: usize) -> Result<Vec<Value>, Malformed> {
    let mut values = Vec::new();
    for _ in 0..length {
        values.push(value(bytes, depth + 1)?);
    }
    Ok(values)
}

/// A size of one, two or four bytes.
fn length(width: u8, bytes: &mut &[u8]) -> Result<usize, Malformed> {
    Ok(match width {
        0 => usize::from(u8::from_be_bytes(array(bytes)?)),
        1 => usize::from(u16::from_be_bytes(array(bytes)?)),
        _ => usize::try_from(u32::from_be_bytes(array(bytes)?)).map_err(|_| Malformed)?,
    })
}

fn array<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], Malformed> {
    take(bytes, N)?.try_into().map_err(|_| Malformed)
}

fn take<'b>(bytes: &mut &'b [u8], length: usize) -> Result<&'b [u8], Malformed> {
    let (taken, rest) = bytes.split_at_checked(length).ok_or(Malformed)?;
    *bytes = rest;
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(value: &Value) -> Vec<u8> {
        let mut out = Vec::new();
        write(value, &mut out);
        out
    }

    /// As the specification writes them.
    #[test]
    fn values_are_written_as_the_specification_says() {
        for (value, expected) in [
            (Value::Integer(42), &[0x2A][..]),
            (Value::Integer(-16), &[0xF0]),
            (Value::Integer(-17), &[0xC8, 0xEF]),
            (Value::Integer(128), &[0xC9, 0x00, 0x80]),
            (Value::Integer(-9_223_372_036_854_775_808), &[0xCB, 0x80, 0, 0, 0, 0, 0, 0, 0]),
            (Value::Float(1.23), &[0xC1, 0x3F, 0xF3, 0xAE, 0x14, 0x7A, 0xE1, 0x47, 0xAE]),
            (Value::Text("Größenmaßstäbe".into()), b"\xD0\x12Gr\xC3\xB6\xC3\x9Fenma\xC3\x9Fst\xC3\xA4be"),
            (Value::Bytes(vec![1, 2, 3]), &[0xCC, 3, 1, 2, 3]),
            (Value::List((1..=3).map(Value::Integer).collect()), &[0x93, 1, 2, 3]),
            (Value::map([("one", "eins".into())]), b"\xA1\x83one\x84eins"),
        ] {
            assert_eq!(bytes(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn what_lies_about_its_size_or_depth_is_no_value() {
        for wrong in
            [&[][..], &[0xD6, 0xFF, 0xFF, 0xFF, 0xFF, 1], &[0x82, b'a'], &[0x81, 0xFF], &[0xA1, 1, 1], &[0xC7], &[1, 1]]
        {
            assert_eq!(read(wrong), Err(Malformed), "{wrong:?}");
        }
        assert_eq!(read(&[0x91; 100_000]), Err(Malformed));
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Boolean),
            any::<i64>().prop_map(Value::Integer),
            (-200_i64..200).prop_map(Value::Integer),
            (-1e9..1e9_f64).prop_map(Value::Float),
            "\\PC{0,300}".prop_map(Value::Text),
            proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
        ];
        leaf.prop_recursive(3, 40, 20, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..20).prop_map(Value::List),
                proptest::collection::btree_map("[a-z]{0,20}", inner, 0..20).prop_map(Value::Map),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in values()) {
            prop_assert_eq!(read(&bytes(&value)), Ok(value));
        }

        #[test]
        fn no_bytes_crash_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
