//! What a record has as its address in; an address that is one word out.

/// An address without what none has, as the URL standard reads it: line breaks, tabs and white space around it are left out,
/// other white space and control characters are encoded. So a list of addresses can be parted by spaces.
pub(crate) fn address(text: &str) -> String {
    let mut address = String::with_capacity(text.len());
    for c in text.trim().chars().filter(|c| !matches!(c, '\t' | '\r' | '\n')) {
        if c.is_whitespace() || c.is_control() {
            address.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            address.push(c);
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_word() {
        assert_eq!(address(" https://a.example/x\n y?\u{a0}\u{1b}é "), "https://a.example/x%20y?%C2%A0%1Bé");
        assert_eq!(address("https://a.example/?q=http://b.example"), "https://a.example/?q=http://b.example");
    }
}
