//! Names that device requests use: their kinds, the devices of a till, the commands of an input
//! (protocol.md 2.7; the lists are ATS', confidence H, only some were ever seen in retail).

macro_rules! names {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            $( $(#[$v_doc:meta])* $variant:ident = $wire:literal $(| $alias:literal)*, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $( $(#[$v_doc])* $variant, )*
        }

        impl $name {
            /// Every one, in the order of the table.
            pub const ALL: &'static [$name] = &[$( $name::$variant ),*];

            /// The name on the wire.
            #[must_use]
            pub fn wire_name(self) -> &'static str {
                match self { $( $name::$variant => $wire, )* }
            }

            /// Finds one by its name in any letter case; spellings that vary are known.
            #[must_use]
            pub fn from_wire_name(name: &str) -> Option<Self> {
                let name = name.trim();
                $( if [$wire $(, $alias)*].iter().any(|known| known.eq_ignore_ascii_case(name)) {
                    return Some($name::$variant);
                } )*
                None
            }
        }
    };
}

names! {
    /// What a device request is about.
    pub enum DeviceRequestKind {
        /// Show, print or store.
        Output = "Output",
        /// Ask the cashier.
        Input = "Input",
        /// Show or print something encrypted. Not seen in retail.
        SecureOutput = "SecureOutput",
        /// Ask for something encrypted, such as a PIN. Not seen in retail.
        SecureInput = "SecureInput",
        /// End an output. Not seen in retail.
        AbortOutput = "AbortOutput",
        /// End a question. Not seen in retail.
        AbortInput = "AbortInput",
        /// Something happened at the terminal (ATS).
        Event = "Event",
        /// Repeat the last answer. Not seen in retail.
        RepeatLastMessage = "RepeatLastMessage",
    }
}

names! {
    /// A device of the till.
    pub enum Device {
        /// Text for the cashier.
        CashierDisplay = "CashierDisplay" | "Display",
        /// Text for the customer.
        CustomerDisplay = "CustomerDisplay",
        /// A receipt; whose copy, the dialect says.
        Printer = "Printer",
        /// The customer's receipt (de, ifsf).
        PrinterReceipt = "PrinterReceipt",
        /// The merchant's receipt (ch, nl).
        JournalPrinter = "JournalPrinter",
        /// Receipt data with names (ch, nl).
        EJournal = "E-Journal" | "EJournal",
        /// Hands out the goods (ch, nl, unattended).
        DeliveryBox = "DeliveryBox",
        /// The cashier's keyboard.
        CashierKeyboard = "CashierKeyboard",
        /// The cashier's display and keyboard.
        CashierTerminal = "CashierTerminal",
        /// The customer's keyboard.
        CustomerKeyboard = "CustomerKeyboard",
        /// The customer's display and keyboard.
        CustomerTerminal = "CustomerTerminal",
        /// Chip-card reader (ifsf).
        IccReader = "ICCrw",
        /// Card reader (ifsf).
        CardReader = "CardReader",
        /// PIN pad with card reader (ifsf).
        PinEntryDeviceCardReader = "PinEntryDeviceCardReader",
        /// PIN pad (ifsf).
        PinPad = "PinPad",
        /// PIN pad with reader and printer (ifsf).
        PedReaderPrinter = "PEDReaderPrinter",
        /// Magnetic-stripe reader (ifsf).
        MagneticStripeReader = "MSR",
        /// Contactless reader (ifsf).
        Rfid = "RFID",
        /// Bar-code scanner (ifsf).
        BarcodeScanner = "BarcodeScanner",
        /// Log (ifsf).
        Log = "Log",
    }
}

names! {
    /// What an input asks for. Text to show is never a command: it comes as an output.
    pub enum CommandKind {
        /// Yes or no. The only one seen in ch and nl.
        GetConfirmation = "GetConfirmation",
        /// Digits.
        GetDecimals = "GetDecimals",
        /// Text.
        GetChar = "GetChar",
        /// The number of a menu item.
        GetMenu = "GetMenu",
        /// An amount.
        GetAmount = "GetAmount",
        /// An amount, without a question of its own.
        GetAmountNoPrompt = "GetAmountNoPrompt",
        /// Any key.
        GetAnyKey = "GetAnyKey",
        /// A function key.
        GetOptionKey = "GetOptionKey",
        /// Check a PIN.
        CheckPin = "CheckPIN",
        /// Take a PIN.
        ProcessPin = "ProcessPIN",
        /// Ask for a card.
        RequestCard = "RequestCard",
        /// Ask for a card of some type.
        RequestTypeCard = "RequestTypeCard",
        /// Read a card.
        ReadCard = "ReadCard",
        /// Move data.
        TransferData = "TransferData",
        /// Check a message authentication code.
        ValidateMac = "ValidateMAC",
        /// Make a message authentication code.
        CalculateMac = "CalculateMAC",
        /// Renew keys.
        UpdateKeys = "UpdateKeys",
        /// Read the second track.
        GetTrack2 = "GetTrack2",
        /// Renew chip applications (Viper).
        UpdateAid = "UpdateAID",
        /// Something else.
        Other = "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_again() {
        for kind in DeviceRequestKind::ALL {
            assert_eq!(DeviceRequestKind::from_wire_name(&kind.wire_name().to_uppercase()), Some(*kind));
        }
        for device in Device::ALL {
            assert_eq!(Device::from_wire_name(&device.wire_name().to_lowercase()), Some(*device));
        }
        for command in CommandKind::ALL {
            assert_eq!(CommandKind::from_wire_name(command.wire_name()), Some(*command));
        }
        assert_eq!(Device::from_wire_name("EJournal"), Some(Device::EJournal));
        assert_eq!(CommandKind::from_wire_name("DisplayText"), None);
    }
}
