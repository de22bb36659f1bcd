/**
 * @file
 * libopi in C++: drives a payment terminal over OPI (Open Payment Interface), and tells honestly how it ended.
 *
 * Header only, from C++11 on, over the C ABI of opi.h; link with libopi. Licence: MIT OR Apache-2.0.
 *
 *     opi::Terminal terminal{"opi://192.168.0.60?workstation=lane-1"};
 *     opi::Result result = terminal.pay({1250, "CHF"}, "A1");           // minor units: CHF 12.50
 *     if (result.approved())
 *         std::cout << "Paid " << result.amount()->to_string() << '\n';
 *     else
 *         std::cout << result.message() << ' ' << result.advice() << '\n';
 *
 * Outcome. Whenever a request has an outcome, it is a Result: approved, declined, aborted, refused, not sent, and also
 * unknown, which is not a decline: never charge again, find out. So no handler of exceptions can swallow a payment. An
 * opi::Error is thrown for what has no outcome: a mistake in the call, or a fault in the library. Functions whose names
 * begin with try_ give the error instead of throwing it.
 *
 * Callbacks. They run on the thread that is inside Terminal::run(), recover() or dispatch(), or inside opi::dispatch(),
 * one at a time for each terminal. What they throw never crosses the library: the terminal is told that nothing was done,
 * the payment goes on, and the result keeps the exception (Result::callback_failure()).
 *
 * Threads. Any function may be called on any thread, while nobody assigns, moves or destroys the same object. One call
 * runs on a terminal at a time; another gets Status::busy, and inside a callback of the terminal Status::recursive. The
 * library has a thread of its own for each listening address: it calls a log function, never your devices.
 *
 * Letting go is not cancelling. Destroying a Cancel, a Request or a future ends no payment. A Terminal destroyed while a
 * call of its own runs lives on until that call has its outcome; Terminal::close() is what cancels and waits.
 *
 * Texts are UTF-8, both ways, checked and never repaired. An opi::StringView that is given to you lives as long as
 * the object it came from, in a callback as long as the callback.
 */
#ifndef OPI_HPP
#define OPI_HPP

#include "opi.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <functional>
#include <future>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <ostream>
#include <ratio>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

/** @cond internal */
#if __cplusplus >= 201703L || (defined(_MSVC_LANG) && _MSVC_LANG >= 201703L)
#include <optional>
#include <string_view>
#define OPI_NODISCARD [[nodiscard]]
#else
#define OPI_NODISCARD
#endif
/** @endcond */

/** libopi in C++; see opi.hpp. */
namespace opi {

// ==== What C++11 lacks ==========================================================================================

/** A text that lies elsewhere: std::string_view as C++17 has it. There each becomes the other by itself. */
class StringView {
public:
    /** Goes through the bytes. */
    using const_iterator = const char *;

    /** An empty text. */
    constexpr StringView() noexcept : data_(""), size_(0) {}
    /** So many bytes; nothing for NULL. */
    constexpr StringView(const char *data, std::size_t size) noexcept
        : data_(data != nullptr ? data : ""), size_(data != nullptr ? size : 0)
    {
    }
    /** Up to the NUL; nothing for NULL. */
    StringView(const char *text) noexcept : StringView(text, text != nullptr ? std::strlen(text) : 0) {}
    /** All of the string. */
    StringView(const std::string &text) noexcept : StringView(text.data(), text.size()) {}

    /** The first byte; no NUL need follow the last one. */
    constexpr const char *data() const noexcept { return data_; }
    /** Length in bytes. */
    constexpr std::size_t size() const noexcept { return size_; }
    /** Is there nothing in it? */
    constexpr bool empty() const noexcept { return size_ == 0; }
    /** The first byte. */
    constexpr const_iterator begin() const noexcept { return data_; }
    /** Behind the last byte. */
    constexpr const_iterator end() const noexcept { return data_ + size_; }
    /** One byte of it, counted from 0. */
    constexpr char operator[](std::size_t index) const noexcept { return data_[index]; }
    /** A copy that lives by itself. */
    std::string str() const { return std::string(data_, size_); }
    /** The same. */
    explicit operator std::string() const { return str(); }

    /** The same bytes? */
    friend bool operator==(StringView a, StringView b) noexcept
    {
        return a.size_ == b.size_ && std::memcmp(a.data_, b.data_, a.size_) == 0;
    }
    /** Other bytes? */
    friend bool operator!=(StringView a, StringView b) noexcept { return !(a == b); }
    /** The order of the bytes, which is that of the characters. */
    friend bool operator<(StringView a, StringView b) noexcept
    {
        const int order = std::memcmp(a.data_, b.data_, a.size_ < b.size_ ? a.size_ : b.size_);
        return order < 0 || (order == 0 && a.size_ < b.size_);
    }
    /** Writes it. */
    friend std::ostream &operator<<(std::ostream &out, StringView text) { return out << text.str(); }

#ifdef __cpp_lib_string_view
    /** From the standard's own. */
    constexpr StringView(std::string_view text) noexcept : StringView(text.data(), text.size()) {}
    /** To the standard's own. */
    constexpr operator std::string_view() const noexcept { return {data_, size_}; }
#endif

private:
    const char *data_;
    std::size_t size_;
};

#ifdef __cpp_lib_string_view
/** @cond internal */
namespace detail {
template <class Text> using IfStandardView = std::enable_if_t<std::is_same_v<Text, std::string_view>>;
} // namespace detail
/** @endcond */

// Without these, a comparison with a std::string_view would be this one's as much as the standard's. Templates, so that
// they are for nothing else.
/** The same bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator==(StringView a, Text b) noexcept
{
    return a == StringView{b};
}
/** The same bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator==(Text a, StringView b) noexcept
{
    return StringView{a} == b;
}
/** Other bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator!=(StringView a, Text b) noexcept
{
    return a != StringView{b};
}
/** Other bytes? */
template <class Text, class = detail::IfStandardView<Text>> bool operator!=(Text a, StringView b) noexcept
{
    return StringView{a} != b;
}
#endif

/** A value, or none: std::optional as C++17 has it. There it becomes one by itself. */
template <class T> class Optional {
    // Copied only if T can be: what takes a Never instead of an Optional does not copy.
    struct Never;
    using Copied = typename std::conditional<std::is_copy_constructible<T>::value, const Optional &, Never>::type;

public:
    /** None. */
    Optional() noexcept : nothing_(), has_value_(false) {}
    /** This one. */
    Optional(T value) : Optional() { fill(std::move(value)); }
    /** Copies. */
    Optional(Copied other) : Optional()
    {
        if (other.has_value_)
            fill(other.value_);
    }
    /** Moves; a value that was there is still there, moved out of. */
    Optional(Optional &&other) noexcept(std::is_nothrow_move_constructible<T>::value) : Optional()
    {
        if (other.has_value_)
            fill(std::move(other.value_));
    }
    /** Copies. */
    Optional &operator=(Copied other) { return *this = Optional(other); }
    /** Moves. */
    Optional &operator=(Optional &&other) noexcept(std::is_nothrow_move_constructible<T>::value)
    {
        if (this == &other)
            return *this;
        reset();
        if (other.has_value_)
            fill(std::move(other.value_));
        return *this;
    }
    ~Optional() { reset(); }

    /** Is there a value? */
    bool has_value() const noexcept { return has_value_; }
    /** Is there a value? An Optional<bool> does not say, because that would be read as the value. */
    template <class Bool, bool Asked = std::is_same<Bool, bool>::value && !std::is_same<T, bool>::value,
              class = typename std::enable_if<Asked>::type>
    explicit operator Bool() const noexcept
    {
        return has_value_;
    }

    /** The value; there must be one. */
    const T &operator*() const & noexcept { return value_; }
    /** The value; there must be one. */
    T &operator*() & noexcept { return value_; }
    /** The value, moved out; there must be one. */
    T operator*() && { return std::move(value_); }
    /** The value; there must be one. */
    const T *operator->() const noexcept { return &value_; }
    /** The value; there must be one. */
    T *operator->() noexcept { return &value_; }
    /** The value; throws std::logic_error if there is none. */
    const T &value() const &
    {
        require();
        return value_;
    }
    /** The value, moved out; throws std::logic_error if there is none. */
    T value() &&
    {
        require();
        return std::move(value_);
    }
    /** The value, or this one if there is none. */
    template <class U> T value_or(U &&other) const
    {
        return has_value_ ? value_ : static_cast<T>(std::forward<U>(other));
    }

#ifdef __cpp_lib_optional
    /** To the standard's own, of the same type or one that it becomes by itself. */
    template <class U, class = std::enable_if_t<std::is_convertible_v<const T &, U>>> operator std::optional<U>() const
    {
        return has_value_ ? std::optional<U>(value_) : std::nullopt;
    }
#endif

private:
    template <class U> void fill(U &&value)
    {
        ::new (static_cast<void *>(&value_)) T(std::forward<U>(value));
        has_value_ = true;
    }
    void reset() noexcept
    {
        if (has_value_)
            value_.~T();
        has_value_ = false;
    }
    void require() const
    {
        if (!has_value_)
            throw std::logic_error("opi::Optional: there is no value");
    }

    union {
        T value_; // only while there is one
        unsigned char nothing_[sizeof(T)]; // zeros, so that no compiler warns of a value that is read before it is there
    };
    bool has_value_;
};

/** The same value, or none in both? */
template <class T> bool operator==(const Optional<T> &a, const Optional<T> &b)
{
    return a.has_value() == b.has_value() && (!a.has_value() || *a == *b);
}
/** Not so? */
template <class T> bool operator!=(const Optional<T> &a, const Optional<T> &b)
{
    return !(a == b);
}
/** Is there a value, and this one? */
template <class T, class U> bool operator==(const Optional<T> &a, const U &b)
{
    return a.has_value() && *a == b;
}
/** Is there a value, and this one? */
template <class T, class U> bool operator==(const U &a, const Optional<T> &b)
{
    return b == a;
}
/** None, or another one? */
template <class T, class U> bool operator!=(const Optional<T> &a, const U &b)
{
    return !(a == b);
}
/** None, or another one? */
template <class T, class U> bool operator!=(const U &a, const Optional<T> &b)
{
    return !(b == a);
}

// ==== Enumerations ==============================================================================================

// A later version of the library may know more values; such a one is still there as the number that it is.
// generated: enumerations
/** Why something ended as it did; the number's family alone says what to do. */
enum class Status : std::int32_t {
    /** Done. Look at the result's verdict. */
    ok = OPI_OK,
    /** A pointer that must not be NULL was NULL. Fix the call; nothing was sent. */
    null = OPI_E_NULL,
    /** A value is not acceptable. The message names the value and what is accepted. */
    invalid_argument = OPI_E_INVALID_ARGUMENT,
    /** A text is not valid UTF-8. Convert the text to UTF-8 before the call. */
    invalid_utf8 = OPI_E_INVALID_UTF8,
    /** There is no option, field or request kind of that name or number. The message names the nearest one. */
    unknown_name = OPI_E_UNKNOWN_NAME,
    /** The amount is not acceptable. Give minor units, positive, of an ISO 4217 currency. */
    invalid_amount = OPI_E_INVALID_AMOUNT,
    /** The terminal URL cannot be read. Write opi://host[:port]?option=value&option=value. */
    invalid_url = OPI_E_INVALID_URL,
    /** Header and library do not fit. Build against the opi.h of this library version. */
    abi = OPI_E_ABI,
    /** Another call is running on this terminal. Wait for it, or cancel it; requests are never queued silently. */
    busy = OPI_E_BUSY,
    /** This call is not allowed inside a callback of the same terminal. Return from the callback first. */
    recursive = OPI_E_RECURSIVE,
    /** The terminal has been closed. Open it again. */
    closed = OPI_E_CLOSED,
    /** This dialect or build cannot do that. The message names the alternative. */
    unsupported = OPI_E_UNSUPPORTED,
    /** The time given to this call is over. Call again, with more time. */
    timeout = OPI_E_TIMEOUT,
    /** The handle belongs to the parent process. Open terminals after fork(), in the process that uses them. */
    forked = OPI_E_FORKED,
    /**
     * The idempotency key was used before for a request with other content. Give every sale a key of its own; nothing
     * was sent.
     */
    key_mismatch = OPI_E_KEY_MISMATCH,
    /** This terminal was opened without a journal. Open it without journal=none. */
    no_journal = OPI_E_NO_JOURNAL,
    /** The terminal's name cannot be resolved. Check the host in the URL and the name service; nothing was sent. */
    resolve = OPI_E_RESOLVE,
    /**
     * Nobody listens at the terminal's port. Check the port, and that integrated mode is on in the terminal; nothing
     * was sent.
     */
    connect_refused = OPI_E_CONNECT_REFUSED,
    /**
     * The terminal did not accept the connection in time. Check that it is switched on, and the address and firewall;
     * nothing was sent.
     */
    connect_timeout = OPI_E_CONNECT_TIMEOUT,
    /** There is no way to the terminal's address. Check network, cable and address; nothing was sent. */
    unreachable = OPI_E_UNREACHABLE,
    /**
     * The till's own port for device requests cannot be opened. Stop the program that holds it, or choose another port
     * here and in the terminal.
     */
    listen = OPI_E_LISTEN,
    /** Cancelled before anything was sent. Nothing to do. */
    cancelled_before_send = OPI_E_CANCELLED_BEFORE_SEND,
    /** The connection broke before the first byte was sent. It is safe to try again. */
    lost_before_send = OPI_E_LOST_BEFORE_SEND,
    /**
     * The journal cannot be opened, read or written. Check the path, the rights of the folder and the disk; nothing was
     * sent.
     */
    journal = OPI_E_JOURNAL,
    /**
     * The journal's file is damaged or is no journal. Keep the file for support, move it away and compare with the
     * terminal's totals; nothing was sent.
     */
    journal_corrupt = OPI_E_JOURNAL_CORRUPT,
    /**
     * The journal was written by a newer library. Install that version of the library, or choose another journal;
     * nothing was changed.
     */
    journal_version = OPI_E_JOURNAL_VERSION,
    /**
     * The journal belongs to another machine. Choose another journal, or take this one over with adopt_journal=yes;
     * nothing was changed.
     */
    journal_foreign = OPI_E_JOURNAL_FOREIGN,
    /** Another program keeps the journal locked. Close the program that holds the file; nothing was sent. */
    journal_locked = OPI_E_JOURNAL_LOCKED,
    /** The disk of the journal is full. Make room on the disk; nothing was sent. */
    journal_full = OPI_E_JOURNAL_FULL,
    /**
     * The journal's file or folder is read-only. Give the till the right to write there, or choose another path;
     * nothing was sent.
     */
    journal_read_only = OPI_E_JOURNAL_READ_ONLY,
    /**
     * An earlier request on this terminal is not resolved, so no new one may be sent. Recover first, or resolve it by
     * hand; nothing was sent.
     */
    unresolved = OPI_E_UNRESOLVED,
    /**
     * Another program on this machine is using the terminal. Close that program; a dead one's place is taken at once.
     */
    terminal_in_use = OPI_E_TERMINAL_IN_USE,
    /**
     * The connection broke after the request was sent. Do not send again. Find out at the terminal or by recovery what
     * happened.
     */
    connection_lost = OPI_E_CONNECTION_LOST,
    /**
     * The terminal did not answer in time. Do not send again. Find out at the terminal or by recovery what happened.
     */
    response_timeout = OPI_E_RESPONSE_TIMEOUT,
    /** Something that does not speak OPI answered. Check host and port: it must be the terminal's OPI port. */
    not_opi = OPI_E_NOT_OPI,
    /** The terminal sent a frame that cannot be right. Do not send again. Check port and terminal software. */
    frame = OPI_E_FRAME,
    /**
     * The terminal's answer cannot be read. Do not send again. Find out at the terminal or by recovery what happened.
     */
    protocol = OPI_E_PROTOCOL,
    /**
     * Only the answer to another request came. Do not send again. Find out at the terminal or by recovery what
     * happened.
     */
    foreign_response = OPI_E_FOREIGN_RESPONSE,
    /**
     * Cancelled while the terminal was working, and it did not say how it ended. Do not send again. Find out at the
     * terminal or by recovery what happened.
     */
    cancelled_in_flight = OPI_E_CANCELLED_IN_FLIGHT,
    /**
     * The terminal answered, but its answer does not settle whether money moved. Do not send again. Compare with the
     * terminal's receipt and totals.
     */
    inconclusive = OPI_E_INCONCLUSIVE,
    /**
     * A fault in the library while a request was running. Do not send again. Find out at the terminal what happened,
     * then restart the till.
     */
    internal_in_flight = OPI_E_INTERNAL_IN_FLIGHT,
    /**
     * The request with this idempotency key is not resolved yet. Do not send again. Recover, or resolve it by hand.
     */
    pending = OPI_E_PENDING,
    /**
     * The terminal sent more receipts than the bounds allow, and no answer. Do not send again. Recover; raise
     * max_papers or max_paper_bytes only if the terminal really needs it.
     */
    too_many_papers = OPI_E_TOO_MANY_PAPERS,
    /** The payment was declined. Tell the customer; another card or cash may do. */
    declined = OPI_E_DECLINED,
    /** Aborted by cashier or cardholder. Nothing was charged; start again when ready. */
    aborted = OPI_E_ABORTED,
    /** The terminal waited in vain for card, input or host. Nothing was charged; start again when ready. */
    terminal_timed_out = OPI_E_TERMINAL_TIMED_OUT,
    /** The terminal could not reach its payment host. Check the terminal's network; try again later. */
    host_unreachable = OPI_E_HOST_UNREACHABLE,
    /** The terminal does not know this card. Ask for another card. */
    unknown_card = OPI_E_UNKNOWN_CARD,
    /** Recovery found that nothing was charged. Nothing was charged; start again when ready. */
    not_charged = OPI_E_NOT_CHARGED,
    /** The terminal is busy or not ready; it did not take the request. Wait some seconds, then try again. */
    terminal_busy = OPI_E_TERMINAL_BUSY,
    /** The terminal is not activated or logged in; it did not take the request. Activate (log in), then try again. */
    logged_out = OPI_E_LOGGED_OUT,
    /**
     * The terminal wants its last receipt reprinted first; it did not take the request. Run a reprint, print what
     * comes, then try again.
     */
    print_last_ticket = OPI_E_PRINT_LAST_TICKET,
    /** The terminal could not make sense of the request and did not take it. Check the dialect and the options. */
    request_rejected = OPI_E_REQUEST_REJECTED,
    /** The terminal does not know this kind of request. Use another way; see docs/dialects.md. */
    not_supported_by_terminal = OPI_E_NOT_SUPPORTED_BY_TERMINAL,
    /** A fault in the library. Nothing was sent. Report it; restart the till. */
    internal = OPI_E_INTERNAL,
    /** An earlier fault in the library made this handle unusable. Close it and open the terminal again. */
    poisoned = OPI_E_POISONED,
};

/** What a till asks a terminal for. */
enum class Kind : std::int32_t {
    /** Card payment. */
    card_payment = OPI_CARD_PAYMENT,
    /** Refund to a card. */
    payment_refund = OPI_PAYMENT_REFUND,
    /** Reversal: by STAN in de, of the last transaction in ch. */
    payment_reversal = OPI_PAYMENT_REVERSAL,
    /** Reservation, a pre-authorisation (ch). */
    card_reservation = OPI_CARD_RESERVATION,
    /** Pre-authorisation (ifsf). */
    card_pre_authorisation = OPI_CARD_PRE_AUTHORISATION,
    /** Completion of a pre-authorisation (ifsf). */
    card_financial_advice = OPI_CARD_FINANCIAL_ADVICE,
    /** Load a stored-value card. */
    store_value_in_card = OPI_STORE_VALUE_IN_CARD,
    /** Unload a stored-value card. */
    refund_value_from_card = OPI_REFUND_VALUE_FROM_CARD,
    /** Card payment that also awards loyalty points (ifsf). */
    card_payment_loyalty_award = OPI_CARD_PAYMENT_LOYALTY_AWARD,
    /** Capture a reservation (ch). The name on the wire is a setting of the dialect. */
    capture_reservation = OPI_CAPTURE_RESERVATION,
    /** Cancel a reservation (ch). The name on the wire is a setting of the dialect. */
    cancel_reservation = OPI_CANCEL_RESERVATION,
    /** Award loyalty points (ifsf). */
    loyalty_award = OPI_LOYALTY_AWARD,
    /** Pre-authorisation that also reads a loyalty card (ifsf). */
    card_pre_authorisation_loyalty_swipe = OPI_CARD_PRE_AUTHORISATION_LOYALTY_SWIPE,
    /** Completion of a pre-authorisation that also awards points (ifsf). */
    card_financial_advice_loyalty_award = OPI_CARD_FINANCIAL_ADVICE_LOYALTY_AWARD,
    /** Pay with loyalty points (ifsf). */
    loyalty_redemption = OPI_LOYALTY_REDEMPTION,
    /** Card payment, a part of it with loyalty points (ifsf). */
    card_payment_loyalty_redemption = OPI_CARD_PAYMENT_LOYALTY_REDEMPTION,
    /** Reversal of a payment and its loyalty points (ifsf). */
    payment_loyalty_reversal = OPI_PAYMENT_LOYALTY_REVERSAL,
    /** Refund of a payment and its loyalty points (ifsf). */
    payment_loyalty_refund = OPI_PAYMENT_LOYALTY_REFUND,
    /** Take awarded points back (ifsf). */
    loyalty_award_reversal = OPI_LOYALTY_AWARD_REVERSAL,
    /** Give redeemed points back (ifsf). */
    loyalty_redemption_reversal = OPI_LOYALTY_REDEMPTION_REVERSAL,
    /** Move points from one loyalty card to another (ifsf). */
    loyalty_points_transfer = OPI_LOYALTY_POINTS_TRANSFER,
    /** Balance of a card. */
    card_balance_query = OPI_CARD_BALANCE_QUERY,
    /** Read a card without payment (ifsf). */
    card_swipe = OPI_CARD_SWIPE,
    /** Read a loyalty card (ifsf). */
    loyalty_swipe = OPI_LOYALTY_SWIPE,
    /** Activate a card (ifsf). */
    card_activate = OPI_CARD_ACTIVATE,
    /** Block a card (ifsf). */
    card_stop = OPI_CARD_STOP,
    /** Points of a loyalty card (ifsf). */
    loyalty_balance_query = OPI_LOYALTY_BALANCE_QUERY,
    /** Link a loyalty card to a payment card (ifsf). */
    loyalty_link_card = OPI_LOYALTY_LINK_CARD,
    /** Change the PIN of a card (ifsf). */
    pin_change = OPI_PIN_CHANGE,
    /** Print the last receipt once more. */
    ticket_reprint = OPI_TICKET_REPRINT,
    /** Repeat the last answer: what became of the last request. */
    repeat_last_message = OPI_REPEAT_LAST_MESSAGE,
    /** Abort what is running. Sent by the library when a call is cancelled. */
    abort_request = OPI_ABORT_REQUEST,
    /** Open the session (de, ifsf; older ch). */
    login = OPI_LOGIN,
    /** Close the session (de, ifsf; older ch). */
    logoff = OPI_LOGOFF,
    /** Activate the terminal (ch, nl). */
    activate_terminal = OPI_ACTIVATE_TERMINAL,
    /** Deactivate the terminal (ch, nl). */
    deactivate_terminal = OPI_DEACTIVATE_TERMINAL,
    /** State of the terminal (ch, nl). */
    get_status = OPI_GET_STATUS,
    /** Identity of the terminal (ch, nl); may print a report. */
    get_info = OPI_GET_INFO,
    /** Diagnosis (de, ifsf). */
    diagnosis = OPI_DIAGNOSIS,
    /** Close day: final balance and log-off (ch, nl). */
    close_day = OPI_CLOSE_DAY,
    /** Totals without closing (de, ifsf). */
    reconciliation = OPI_RECONCILIATION,
    /** Close day (de, ifsf). */
    reconciliation_with_closure = OPI_RECONCILIATION_WITH_CLOSURE,
    /** Submit stored transactions (ch, nl). */
    transmit_trx = OPI_TRANSMIT_TRX,
    /** Submit stored transactions (ifsf). */
    send_offline_transactions = OPI_SEND_OFFLINE_TRANSACTIONS,
    /** Fetch the terminal's configuration (ch, nl). */
    contact_tms = OPI_CONTACT_TMS,
    /** Fetch merchant and brand initialisation (ch, nl). */
    contact_acq = OPI_CONTACT_ACQ,
    /** Restart the terminal (ch, nl). */
    restart_terminal = OPI_RESTART_TERMINAL,
    /** Card brands the terminal accepts (nl). */
    get_card_circuits = OPI_GET_CARD_CIRCUITS,
    /** Administration (de, ifsf, EFTLink). */
    administration = OPI_ADMINISTRATION,
    /** Agent business such as top-ups (ifsf). */
    online_agent = OPI_ONLINE_AGENT,
    /** Totals of all workstations (ifsf). */
    global_reconciliation = OPI_GLOBAL_RECONCILIATION,
    /** Close day for all workstations (ifsf). */
    global_reconciliation_with_closure = OPI_GLOBAL_RECONCILIATION_WITH_CLOSURE,
    /** State of the terminal (CCV Germany; seen in one experimental client only). */
    status_query = OPI_STATUS_QUERY,
    /** Initialise the terminal (CCV Germany; seen in one experimental client only). */
    initialisation = OPI_INITIALISATION,
    /** Activate the terminal (CCV Germany; seen in one experimental client only). */
    activate = OPI_ACTIVATE,
};

/** How a request ended. */
enum class Verdict : std::int32_t {
    /** The terminal did it: paid, refunded, reversed, printed, closed ... */
    approved = OPI_VERDICT_APPROVED,
    /** The terminal or its host said no. Nothing was charged. */
    declined = OPI_VERDICT_DECLINED,
    /** Cashier or cardholder aborted. Nothing was charged. */
    aborted = OPI_VERDICT_ABORTED,
    /** The terminal did not take the request: busy, logged out, ... Nothing was charged. */
    refused = OPI_VERDICT_REFUSED,
    /** Not a byte of the request left the till. Safe to try again. */
    not_sent = OPI_VERDICT_NOT_SENT,
    /** Sent, and nobody told how it ended. Never send again; find out. */
    unknown = OPI_VERDICT_UNKNOWN,
};

/** What became of a request whose outcome was open. */
enum class Recovered : std::int32_t {
    /** The terminal did it: the money has moved. Book it. */
    approved = OPI_RECOVERED_APPROVED,
    /** Nothing was charged. */
    not_charged = OPI_RECOVERED_NOT_CHARGED,
    /** The evidence does not tell: compare receipts and totals, then resolve it by hand. */
    ask_human = OPI_RECOVERED_ASK_HUMAN,
};

/** Has money moved? */
enum class MoneyMoved : std::int32_t {
    /** No money has moved. */
    no = OPI_MONEY_NO,
    /** Money may have moved: find out before charging again. */
    possibly = OPI_MONEY_POSSIBLY,
    /** Money has moved. */
    yes = OPI_MONEY_YES,
};

/** For whom a receipt is. */
enum class Role : std::int32_t {
    /** The customer's copy of a receipt. */
    customer = OPI_RECEIPT_CUSTOMER,
    /** The merchant's copy of a receipt. */
    merchant = OPI_RECEIPT_MERCHANT,
};

/** What kind of answer a question wants. */
enum class Prompt : std::int32_t {
    /** Yes or no: answer OPI_ANSWER_YES or OPI_ANSWER_NO. */
    confirmation = OPI_PROMPT_CONFIRMATION,
    /** Digits, an amount or the number of a menu item: opi_answer_set_number(), then OPI_ANSWER_YES. */
    number = OPI_PROMPT_NUMBER,
    /** Text: opi_answer_set_text(), then OPI_ANSWER_YES. */
    text = OPI_PROMPT_TEXT,
    /** Any key: answer OPI_ANSWER_YES to go on. */
    any_key = OPI_PROMPT_ANY_KEY,
    /** A command that this library does not know; opi_device_request_command() names it. */
    other = OPI_PROMPT_OTHER,
};

/** How much is logged. */
enum class LogLevel : std::int32_t {
    /** No log. */
    off = OPI_LOG_OFF,
    /** Faults: something does not work. */
    error = OPI_LOG_ERROR,
    /** Unusual, and handled. */
    warn = OPI_LOG_WARN,
    /** Each request and its outcome. */
    info = OPI_LOG_INFO,
    /** Each message, in short. */
    debug = OPI_LOG_DEBUG,
    /** Everything, card data masked. */
    trace = OPI_LOG_TRACE,
};

/** The terminal's family. */
enum class Dialect : std::int32_t {
    /** Nexi Switzerland */
    ch = 1,
    /** Germany, OPI 1.2 and 1.3 */
    de,
    /** Netherlands, OPI-NL */
    nl,
    /** IFSF POS-EPS */
    ifsf,
};

/** The terminal model. */
enum class Model : std::int32_t {
    /** Ingenico RX5000 */
    rx5000 = 1,
    /** Ingenico DX8000 */
    dx8000,
    /** Ingenico EX8000 */
    ex8000,
    /** PAX Q30 */
    q30,
    /** PAX A77 */
    a77,
    /** PAX IM15 */
    im15,
    /** PAX IM30 */
    im30,
};

/** The maker of the terminal's software. */
enum class Variant : std::int32_t {
    /** Thales and Lavego */
    thales = 1,
    /** CCV Germany: ELME, SECpos, app2pay */
    ccv,
    /** Ingenico Germany */
    ingenico,
    /** MICROS/Oracle EFTLink */
    eftlink,
    /** Dynamics EPS */
    dynamics,
    /** AP4900: France, Portugal */
    ap4900,
};

/** Who prints a copy. */
enum class ReceiptPlace : std::int32_t {
    /** The till: the terminal sends the receipt. */
    till = 1,
    /** The terminal itself. */
    terminal,
    /** Nobody. */
    none,
};

/** Who takes the electronic journal. */
enum class JournalTaker : std::int32_t {
    /** The till. */
    till = 1,
    /** Nobody. */
    none,
};

/** When unresolved requests are looked into. */
enum class Recover : std::int32_t {
    /** When the till calls recover. */
    call = 1,
    /** When the terminal is opened, too. */
    open,
};

/** Who says that the till knows an outcome. */
enum class Acknowledge : std::int32_t {
    /** The till itself. */
    till = 1,
    /** The library, as soon as it has returned it. */
    auto_,
};

/** What a Diagnosis looks at. */
enum class DiagnosisMethod : std::int32_t {
    /** The way to the host. */
    on_line = 1,
    /** The terminal itself. */
    local,
    /** The payment point, initialised anew. */
    pop_init,
    /** All payment points, initialised anew. */
    pop_init_all,
    /** The printer. */
    printer_status,
};

/** What the cashier may do. */
enum class ClerkPermission : std::int32_t {
    /** The lowest. */
    low = 1,
    /** The middle one. */
    medium,
    /** The highest. */
    high,
};

/** Kind of business of an OnlineAgent. */
enum class Agent : std::int32_t {
    /** Loading a prepaid mobile phone. */
    mobile_phone_prepaid = 1,
    /** Authorising by mobile phone. */
    mobile_phone_authorisation,
};

/** The pair of messages that carries a request. */
enum class MessagePair : std::int32_t {
    /** CardServiceRequest and its answer. */
    card = 1,
    /** ServiceRequest and its answer. */
    service,
};

/** Who settled a request. */
enum class SettledBy : std::int32_t {
    /** The terminal's own answer, in the call that asked. */
    answer = 1,
    /** Recovery, from evidence. */
    recovery,
    /** A person. */
    person,
};

/** Where a piece of evidence comes from. */
enum class EvidenceSource : std::int32_t {
    /** The connection: nothing was sent, or no answer came. */
    connection = 1,
    /** How the terminal's answer says that the request ended. */
    answer,
    /** The approval code in the answer; one of blanks or zeros is none. */
    approval_code,
    /** The acquirer's reference in the answer: its host took part. */
    trx_reference,
    /** The host's response code in the answer, where it is a refusal. */
    action_code,
    /** The reason for a decline that the terminal names, its own or the host's. */
    decline_reason,
    /** The total in an answer that leaves open how the request ended. */
    total,
    /** An entry of the electronic journal. */
    journal,
    /** A receipt on which a line says nothing but approved or declined. */
    receipt,
    /** What recovery found out. */
    recovery,
    /** What the person said who resolved the request by hand. */
    person,
};

/** What a piece of evidence says about a request. */
enum class EvidenceSays : std::int32_t {
    /** It was done: money moved as asked. */
    paid = 1,
    /** It was not done: no money moved. */
    not_paid,
    /** That it leaves open. */
    open,
};

/** The connection an abort travels on. */
enum class AbortConnection : std::int32_t {
    /** second */
    second = 1,
    /** same */
    same,
};

/** The message pair of an abort. */
enum class AbortMessage : std::int32_t {
    /** card */
    card = 1,
    /** service */
    service,
};

/** What a reversal undoes: the last transaction, or the one with a STAN. */
enum class Reversal : std::int32_t {
    /** last */
    last = 1,
    /** stan */
    stan,
};

/** Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own. */
enum class CallbackIds : std::int32_t {
    /** suffixed */
    suffixed = 1,
    /** sequence */
    sequence,
    /** own */
    own,
};

/** What ReferenceNumber holds: the merchant's reference, or something else. */
enum class Reference : std::int32_t {
    /** merchant */
    merchant = 1,
    /** other */
    other,
};

/** What TimedOut without a sign of an authorisation means for money. */
enum class TimedOut : std::int32_t {
    /** declined */
    declined = 1,
    /** unknown */
    unknown,
};

/** What a login tells the terminal in PrivateData: nothing, or which receipts the till prints. */
enum class LoginData : std::int32_t {
    /** none */
    none = 1,
    /** printers */
    printers,
};
// end

/** @cond internal */
namespace detail {

/** A value of an enumeration, and how texts call it. */
template <class Enum> struct Word {
    Enum value;
    const char *word;
};

/** Every value with its word, up to one without. */
template <class Enum> const Word<Enum> *words() noexcept = delete;

// generated: words
template <> inline const Word<Kind> *words<Kind>() noexcept
{
    static const Word<Kind> all[] = {
        {Kind::card_payment, "CardPayment"},
        {Kind::payment_refund, "PaymentRefund"},
        {Kind::payment_reversal, "PaymentReversal"},
        {Kind::card_reservation, "CardReservation"},
        {Kind::card_pre_authorisation, "CardPreAuthorisation"},
        {Kind::card_financial_advice, "CardFinancialAdvice"},
        {Kind::store_value_in_card, "StoreValueInCard"},
        {Kind::refund_value_from_card, "RefundValueFromCard"},
        {Kind::card_payment_loyalty_award, "CardPaymentLoyaltyAward"},
        {Kind::capture_reservation, "CaptureReservation"},
        {Kind::cancel_reservation, "CancelReservation"},
        {Kind::loyalty_award, "LoyaltyAward"},
        {Kind::card_pre_authorisation_loyalty_swipe, "CardPreAuthorisationLoyaltySwipe"},
        {Kind::card_financial_advice_loyalty_award, "CardFinancialAdviceLoyaltyAward"},
        {Kind::loyalty_redemption, "LoyaltyRedemption"},
        {Kind::card_payment_loyalty_redemption, "CardPaymentLoyaltyRedemption"},
        {Kind::payment_loyalty_reversal, "PaymentLoyaltyReversal"},
        {Kind::payment_loyalty_refund, "PaymentLoyaltyRefund"},
        {Kind::loyalty_award_reversal, "LoyaltyAwardReversal"},
        {Kind::loyalty_redemption_reversal, "LoyaltyRedemptionReversal"},
        {Kind::loyalty_points_transfer, "LoyaltyPointsTransfer"},
        {Kind::card_balance_query, "CardBalanceQuery"},
        {Kind::card_swipe, "CardSwipe"},
        {Kind::loyalty_swipe, "LoyaltySwipe"},
        {Kind::card_activate, "CardActivate"},
        {Kind::card_stop, "CardStop"},
        {Kind::loyalty_balance_query, "LoyaltyBalanceQuery"},
        {Kind::loyalty_link_card, "LoyaltyLinkCard"},
        {Kind::pin_change, "PINchange"},
        {Kind::ticket_reprint, "TicketReprint"},
        {Kind::repeat_last_message, "RepeatLastMessage"},
        {Kind::abort_request, "AbortRequest"},
        {Kind::login, "Login"},
        {Kind::logoff, "Logoff"},
        {Kind::activate_terminal, "ActivateTerminal"},
        {Kind::deactivate_terminal, "DeactivateTerminal"},
        {Kind::get_status, "GetStatus"},
        {Kind::get_info, "GetInfo"},
        {Kind::diagnosis, "Diagnosis"},
        {Kind::close_day, "CloseDay"},
        {Kind::reconciliation, "Reconciliation"},
        {Kind::reconciliation_with_closure, "ReconciliationWithClosure"},
        {Kind::transmit_trx, "TransmitTrx"},
        {Kind::send_offline_transactions, "SendOfflineTransactions"},
        {Kind::contact_tms, "ContactTMS"},
        {Kind::contact_acq, "ContactAcq"},
        {Kind::restart_terminal, "RestartTerminal"},
        {Kind::get_card_circuits, "GetCardCircuits"},
        {Kind::administration, "Administration"},
        {Kind::online_agent, "OnlineAgent"},
        {Kind::global_reconciliation, "GlobalReconciliation"},
        {Kind::global_reconciliation_with_closure, "GlobalReconciliationWithClosure"},
        {Kind::status_query, "StatusQuery"},
        {Kind::initialisation, "Initialisation"},
        {Kind::activate, "Activate"},
        {Kind(), nullptr},
    };
    return all;
}

template <> inline const Word<Verdict> *words<Verdict>() noexcept
{
    static const Word<Verdict> all[] = {
        {Verdict::approved, "approved"},
        {Verdict::declined, "declined"},
        {Verdict::aborted, "aborted"},
        {Verdict::refused, "refused"},
        {Verdict::not_sent, "not_sent"},
        {Verdict::unknown, "unknown"},
        {Verdict(), nullptr},
    };
    return all;
}

template <> inline const Word<Recovered> *words<Recovered>() noexcept
{
    static const Word<Recovered> all[] = {
        {Recovered::approved, "approved"},
        {Recovered::not_charged, "not_charged"},
        {Recovered::ask_human, "ask_human"},
        {Recovered(), nullptr},
    };
    return all;
}

template <> inline const Word<MoneyMoved> *words<MoneyMoved>() noexcept
{
    static const Word<MoneyMoved> all[] = {
        {MoneyMoved::no, "no"},
        {MoneyMoved::possibly, "possibly"},
        {MoneyMoved::yes, "yes"},
        {MoneyMoved(), nullptr},
    };
    return all;
}

template <> inline const Word<Role> *words<Role>() noexcept
{
    static const Word<Role> all[] = {
        {Role::customer, "customer"},
        {Role::merchant, "merchant"},
        {Role(), nullptr},
    };
    return all;
}

template <> inline const Word<Prompt> *words<Prompt>() noexcept
{
    static const Word<Prompt> all[] = {
        {Prompt::confirmation, "confirmation"},
        {Prompt::number, "number"},
        {Prompt::text, "text"},
        {Prompt::any_key, "any_key"},
        {Prompt::other, "other"},
        {Prompt(), nullptr},
    };
    return all;
}

template <> inline const Word<LogLevel> *words<LogLevel>() noexcept
{
    static const Word<LogLevel> all[] = {
        {LogLevel::off, "off"},
        {LogLevel::error, "error"},
        {LogLevel::warn, "warn"},
        {LogLevel::info, "info"},
        {LogLevel::debug, "debug"},
        {LogLevel::trace, "trace"},
        {LogLevel(), nullptr},
    };
    return all;
}

template <> inline const Word<Dialect> *words<Dialect>() noexcept
{
    static const Word<Dialect> all[] = {
        {Dialect::ch, "ch"},
        {Dialect::de, "de"},
        {Dialect::nl, "nl"},
        {Dialect::ifsf, "ifsf"},
        {Dialect(), nullptr},
    };
    return all;
}

template <> inline const Word<Model> *words<Model>() noexcept
{
    static const Word<Model> all[] = {
        {Model::rx5000, "rx5000"},
        {Model::dx8000, "dx8000"},
        {Model::ex8000, "ex8000"},
        {Model::q30, "q30"},
        {Model::a77, "a77"},
        {Model::im15, "im15"},
        {Model::im30, "im30"},
        {Model(), nullptr},
    };
    return all;
}

template <> inline const Word<Variant> *words<Variant>() noexcept
{
    static const Word<Variant> all[] = {
        {Variant::thales, "thales"},
        {Variant::ccv, "ccv"},
        {Variant::ingenico, "ingenico"},
        {Variant::eftlink, "eftlink"},
        {Variant::dynamics, "dynamics"},
        {Variant::ap4900, "ap4900"},
        {Variant(), nullptr},
    };
    return all;
}

template <> inline const Word<ReceiptPlace> *words<ReceiptPlace>() noexcept
{
    static const Word<ReceiptPlace> all[] = {
        {ReceiptPlace::till, "till"},
        {ReceiptPlace::terminal, "terminal"},
        {ReceiptPlace::none, "none"},
        {ReceiptPlace(), nullptr},
    };
    return all;
}

template <> inline const Word<JournalTaker> *words<JournalTaker>() noexcept
{
    static const Word<JournalTaker> all[] = {
        {JournalTaker::till, "till"},
        {JournalTaker::none, "none"},
        {JournalTaker(), nullptr},
    };
    return all;
}

template <> inline const Word<Recover> *words<Recover>() noexcept
{
    static const Word<Recover> all[] = {
        {Recover::call, "call"},
        {Recover::open, "open"},
        {Recover(), nullptr},
    };
    return all;
}

template <> inline const Word<Acknowledge> *words<Acknowledge>() noexcept
{
    static const Word<Acknowledge> all[] = {
        {Acknowledge::till, "till"},
        {Acknowledge::auto_, "auto"},
        {Acknowledge(), nullptr},
    };
    return all;
}

template <> inline const Word<DiagnosisMethod> *words<DiagnosisMethod>() noexcept
{
    static const Word<DiagnosisMethod> all[] = {
        {DiagnosisMethod::on_line, "OnLine"},
        {DiagnosisMethod::local, "Local"},
        {DiagnosisMethod::pop_init, "POPInit"},
        {DiagnosisMethod::pop_init_all, "POPInitAll"},
        {DiagnosisMethod::printer_status, "PrinterStatus"},
        {DiagnosisMethod(), nullptr},
    };
    return all;
}

template <> inline const Word<ClerkPermission> *words<ClerkPermission>() noexcept
{
    static const Word<ClerkPermission> all[] = {
        {ClerkPermission::low, "Low"},
        {ClerkPermission::medium, "Medium"},
        {ClerkPermission::high, "High"},
        {ClerkPermission(), nullptr},
    };
    return all;
}

template <> inline const Word<Agent> *words<Agent>() noexcept
{
    static const Word<Agent> all[] = {
        {Agent::mobile_phone_prepaid, "MobilePhonePrepaid"},
        {Agent::mobile_phone_authorisation, "MobilePhoneAuthorisation"},
        {Agent(), nullptr},
    };
    return all;
}

template <> inline const Word<MessagePair> *words<MessagePair>() noexcept
{
    static const Word<MessagePair> all[] = {
        {MessagePair::card, "card"},
        {MessagePair::service, "service"},
        {MessagePair(), nullptr},
    };
    return all;
}

template <> inline const Word<SettledBy> *words<SettledBy>() noexcept
{
    static const Word<SettledBy> all[] = {
        {SettledBy::answer, "answer"},
        {SettledBy::recovery, "recovery"},
        {SettledBy::person, "person"},
        {SettledBy(), nullptr},
    };
    return all;
}

template <> inline const Word<EvidenceSource> *words<EvidenceSource>() noexcept
{
    static const Word<EvidenceSource> all[] = {
        {EvidenceSource::connection, "connection"},
        {EvidenceSource::answer, "answer"},
        {EvidenceSource::approval_code, "approval_code"},
        {EvidenceSource::trx_reference, "trx_reference"},
        {EvidenceSource::action_code, "action_code"},
        {EvidenceSource::decline_reason, "decline_reason"},
        {EvidenceSource::total, "total"},
        {EvidenceSource::journal, "journal"},
        {EvidenceSource::receipt, "receipt"},
        {EvidenceSource::recovery, "recovery"},
        {EvidenceSource::person, "person"},
        {EvidenceSource(), nullptr},
    };
    return all;
}

template <> inline const Word<EvidenceSays> *words<EvidenceSays>() noexcept
{
    static const Word<EvidenceSays> all[] = {
        {EvidenceSays::paid, "paid"},
        {EvidenceSays::not_paid, "not_paid"},
        {EvidenceSays::open, "open"},
        {EvidenceSays(), nullptr},
    };
    return all;
}

template <> inline const Word<AbortConnection> *words<AbortConnection>() noexcept
{
    static const Word<AbortConnection> all[] = {
        {AbortConnection::second, "second"},
        {AbortConnection::same, "same"},
        {AbortConnection(), nullptr},
    };
    return all;
}

template <> inline const Word<AbortMessage> *words<AbortMessage>() noexcept
{
    static const Word<AbortMessage> all[] = {
        {AbortMessage::card, "card"},
        {AbortMessage::service, "service"},
        {AbortMessage(), nullptr},
    };
    return all;
}

template <> inline const Word<Reversal> *words<Reversal>() noexcept
{
    static const Word<Reversal> all[] = {
        {Reversal::last, "last"},
        {Reversal::stan, "stan"},
        {Reversal(), nullptr},
    };
    return all;
}

template <> inline const Word<CallbackIds> *words<CallbackIds>() noexcept
{
    static const Word<CallbackIds> all[] = {
        {CallbackIds::suffixed, "suffixed"},
        {CallbackIds::sequence, "sequence"},
        {CallbackIds::own, "own"},
        {CallbackIds(), nullptr},
    };
    return all;
}

template <> inline const Word<Reference> *words<Reference>() noexcept
{
    static const Word<Reference> all[] = {
        {Reference::merchant, "merchant"},
        {Reference::other, "other"},
        {Reference(), nullptr},
    };
    return all;
}

template <> inline const Word<TimedOut> *words<TimedOut>() noexcept
{
    static const Word<TimedOut> all[] = {
        {TimedOut::declined, "declined"},
        {TimedOut::unknown, "unknown"},
        {TimedOut(), nullptr},
    };
    return all;
}

template <> inline const Word<LoginData> *words<LoginData>() noexcept
{
    static const Word<LoginData> all[] = {
        {LoginData::none, "none"},
        {LoginData::printers, "printers"},
        {LoginData(), nullptr},
    };
    return all;
}
// end

} // namespace detail
/** @endcond */

/** How texts and URLs call it, such as "CardPayment"; empty for a value that this version does not know. */
template <class Enum> StringView word(Enum value) noexcept
{
    const detail::Word<Enum> *it = detail::words<Enum>();
    while (it->word != nullptr && it->value != value)
        ++it;
    return it->word;
}

/** The value that texts and URLs call so; nothing for a word that this version does not know. */
template <class Enum> Optional<Enum> named(StringView word) noexcept
{
    for (const detail::Word<Enum> *it = detail::words<Enum>(); it->word != nullptr; ++it)
        if (word == it->word)
            return it->value;
    return {};
}

/** Name of a status, such as "OPI_E_BUSY". */
inline const char *name(Status status) noexcept
{
    return opi_status_name(static_cast<opi_status>(status));
}

/** What happened, in one sentence. */
inline const char *text(Status status) noexcept
{
    return opi_status_text(static_cast<opi_status>(status));
}

/** The same in a language, such as "de", "fr", "it" or "de_CH.UTF-8"; English in any other. */
inline const char *text(Status status, StringView language)
{
    return opi_status_text_in(static_cast<opi_status>(status), language.str().c_str());
}

/** What the till should do next, in one sentence. */
inline const char *advice(Status status) noexcept
{
    return opi_status_advice(static_cast<opi_status>(status));
}

/** The same in a language. */
inline const char *advice(Status status, StringView language)
{
    return opi_status_advice_in(static_cast<opi_status>(status), language.str().c_str());
}

// ==== Errors ====================================================================================================

/** What went wrong where there is no outcome, whether money may have moved, and what to do next. No card data. */
class Error : public std::exception {
public:
    /** An error in the library's own words for a status. */
    explicit Error(Status status) : Error(status, text(status), opi::advice(status)) {}

    /** An error with words of its own. */
    Error(Status status, std::string message, std::string advice)
        : Error(status, static_cast<MoneyMoved>(opi_status_money(static_cast<opi_status>(status))), std::move(message),
                std::move(advice), nullptr)
    {
    }

    /** Takes an opi_error (which may be NULL) that a function of opi.h gave with a status. */
    static Error take(opi_status status, opi_error *error, std::exception_ptr callback_failure = nullptr)
    {
        std::unique_ptr<opi_error, void (*)(opi_error *)> owner{error, [](opi_error *it) { opi_error_free(it); }};
        const bool words = error != nullptr;
        return Error{static_cast<Status>(status),
                     static_cast<MoneyMoved>(words ? opi_error_money(error) : opi_status_money(status)),
                     words ? opi_error_message(error, nullptr) : opi_status_text(status),
                     words ? opi_error_advice(error, nullptr) : opi_status_advice(status), std::move(callback_failure)};
    }

    /** The reason as a number; its family alone says what to do. */
    Status status() const noexcept { return parts_->status; }
    /** May money have moved? */
    MoneyMoved money_moved() const noexcept { return parts_->money_moved; }
    /** What was wrong, and where. */
    const std::string &message() const noexcept { return parts_->message; }
    /** What the till should do next. */
    const std::string &advice() const noexcept { return parts_->advice; }
    /** What a callback threw during the call that ended with this error; mostly nothing. */
    std::exception_ptr callback_failure() const noexcept { return parts_->callback_failure; }
    /** Message and advice. */
    const char *what() const noexcept override { return parts_->what.c_str(); }

private:
    struct Parts {
        Status status;
        MoneyMoved money_moved;
        std::string message, advice, what;
        std::exception_ptr callback_failure;
    };

    Error(Status status, MoneyMoved money_moved, std::string message, std::string advice, std::exception_ptr failure)
    {
        std::string what = message + ' ' + advice;
        parts_ = std::make_shared<const Parts>(
            Parts{status, money_moved, std::move(message), std::move(advice), std::move(what), std::move(failure)});
    }

    std::shared_ptr<const Parts> parts_; // an exception must be copied without throwing
};

/** A value or the error for which there is none: what the functions give whose names begin with try_. */
template <class T> class OPI_NODISCARD Expected {
public:
    /** There is a value. */
    Expected(T value) : value_(std::move(value)) {}
    /** There is none. */
    Expected(Error error) : error_(std::move(error)) {}

    /** Is there a value? */
    bool has_value() const noexcept { return value_.has_value(); }
    /** Is there a value? */
    explicit operator bool() const noexcept { return has_value(); }
    /** The value, moved out; throws the error if there is none. */
    T value() &&
    {
        if (!has_value())
            throw *error_;
        return *std::move(value_);
    }
    /** The value; there must be one. */
    T &operator*() noexcept { return *value_; }
    /** The value; there must be one. */
    T *operator->() noexcept { return &*value_; }
    /** The value; there must be one. */
    const T &operator*() const noexcept { return *value_; }
    /** The value; there must be one. */
    const T *operator->() const noexcept { return &*value_; }
    /** The error; there must be one. */
    const Error &error() const noexcept { return *error_; }

private:
    Optional<T> value_;
    Optional<Error> error_;
};

// ==== Version ===================================================================================================

/** The version of the library in use, such as "0.1.0". */
inline StringView version() noexcept
{
    return opi_version();
}

/** Can this header work with a library of that ABI? The same major number, at least the same minor one. */
constexpr bool abi_fits(std::uint32_t library) noexcept
{
    return library >> 16 == std::uint32_t{OPI_ABI_VERSION} >> 16
        && (library & 0xffff) >= (std::uint32_t{OPI_ABI_VERSION} & 0xffff);
}

/** @cond internal */
namespace detail {

template <class T, void (OPI_CALL *Free)(T *)> struct Freer {
    void operator()(T *object) const noexcept { Free(object); }
};

/** An opaque object of opi.h, freed once. */
template <class T, void (OPI_CALL *Free)(T *)> using Handle = std::unique_ptr<T, Freer<T, Free>>;

/** Whether header and library fit; asked before the first object is made. */
inline Optional<Error> abi_error()
{
    const std::uint32_t library = opi_abi_version();
    if (abi_fits(library))
        return {};
    const auto number = [](std::uint32_t abi) { return std::to_string(abi >> 16) + '.' + std::to_string(abi & 0xffff); };
    return Error{Status::abi,
                 "This program was built for ABI " + number(OPI_ABI_VERSION) + " of libopi, the library (" + opi_version()
                     + ") has ABI " + number(library) + '.',
                 opi::advice(Status::abi)};
}

inline void require_abi()
{
    if (auto error = abi_error())
        throw *std::move(error);
}

/** Throws unless all is well; takes the error. */
inline void check(opi_status status, opi_error *error)
{
    if (status != OPI_OK)
        throw Error::take(status, error);
}

/** The text as C wants it. A NUL inside would cut it off unseen, so it is refused. */
inline Expected<std::string> c_text(StringView text)
{
    if (std::memchr(text.data(), '\0', text.size()) != nullptr)
        return Error{Status::invalid_argument, "A text has a NUL character inside.", "Take it out of the text."};
    return text.str();
}

/** The text that a function of opi.h gives with its length. */
template <class Function, class... Where> StringView text(Function function, Where... where) noexcept
{
    std::size_t length = 0;
    const char *text = function(where..., &length);
    return {text, length};
}

/** The same, where there may be none. */
template <class Function, class... Where> Optional<StringView> optional_text(Function function, Where... where) noexcept
{
    std::size_t length = 0;
    const char *text = function(where..., &length);
    return text != nullptr ? StringView{text, length} : Optional<StringView>{};
}

/** A number that a function of opi.h gives; below 0 it says that there is none. */
template <class Number> Optional<Number> told(std::int32_t number) noexcept
{
    return number >= 0 ? Number{number} : Optional<Number>{};
}

/** Milliseconds as the ABI takes them: what is out of its range becomes the nearest. */
inline std::uint32_t milliseconds(std::chrono::milliseconds time) noexcept
{
    constexpr auto most = (std::numeric_limits<std::uint32_t>::max)();
    const auto count = time.count();
    return count <= 0 ? 0 : count >= static_cast<std::int64_t>(most) ? most : static_cast<std::uint32_t>(count);
}

} // namespace detail
/** @endcond */

// ==== Values ====================================================================================================

/** A number with decimals: whole units of its last place, such as 1050 with 3 places for 1.050. Never floating point. */
class Decimal {
public:
    /** So many units of the last place, which is so many places behind the point. */
    explicit Decimal(std::int64_t digits, int places = 0) noexcept : digits_(digits), places_(places < 0 ? 0 : places) {}

    /** Reads digits, perhaps with a point among them or a minus before, such as "1.050"; nothing for anything else. */
    static Optional<Decimal> read(StringView text) noexcept
    {
        const bool negative = !text.empty() && text[0] == '-';
        Decimal number{0};
        bool has_point = false, digit_before = false;
        for (const char *c = text.begin() + (negative ? 1 : 0); c != text.end(); ++c) {
            const bool point = *c == '.' && digit_before && !has_point;
            if (!point && (*c < '0' || *c > '9' || !number.append(negative ? '0' - *c : *c - '0')))
                return {};
            if (has_point)
                number.places_++;
            has_point = has_point || point;
            digit_before = !point;
        }
        return digit_before ? number : Optional<Decimal>{};
    }

    /** All digits as one whole number. */
    std::int64_t digits() const noexcept { return digits_; }
    /** How many of them stand behind the point. */
    int places() const noexcept { return places_; }

    /** The same number with so many places; nothing if it would lose digits or has no room for them. */
    Optional<Decimal> with_places(int places) const noexcept
    {
        Decimal number = *this;
        while (number.places_ < places && number.append(0))
            number.places_++;
        while (number.places_ > (places < 0 ? 0 : places) && number.digits_ % 10 == 0)
            number.digits_ /= 10, number.places_--;
        return number.places_ == places ? number : Optional<Decimal>{};
    }

    /** With a point, such as "1.050". */
    std::string to_string() const
    {
        const bool negative = digits_ < 0;
        const auto units = static_cast<std::uint64_t>(digits_);
        std::string text = std::to_string(negative ? 0 - units : units);
        const auto places = static_cast<std::size_t>(places_);
        if (text.size() <= places)
            text.insert(0, places + 1 - text.size(), '0');
        if (places > 0)
            text.insert(text.size() - places, 1, '.');
        return negative ? '-' + text : text;
    }

    /** The same number? 1.5 is 1.50. */
    friend bool operator==(const Decimal &a, const Decimal &b) noexcept
    {
        const auto same_places = a.with_places(b.places_);
        return same_places ? same_places->digits_ == b.digits_ : b.with_places(a.places_) == a;
    }
    /** Another number? */
    friend bool operator!=(const Decimal &a, const Decimal &b) noexcept { return !(a == b); }

private:
    /** One more digit at the end, unless there is no room for it. */
    bool append(int digit) noexcept
    {
        constexpr auto least = (std::numeric_limits<std::int64_t>::min)(), most = (std::numeric_limits<std::int64_t>::max)();
        if (digits_ < least / 10 || digits_ > most / 10)
            return false;
        const std::int64_t tens = digits_ * 10;
        if (digit < 0 ? tens < least - digit : tens > most - digit)
            return false;
        digits_ = tens + digit;
        return true;
    }

    std::int64_t digits_;
    int places_;
};

/**
 * An amount: whole minor units of an ISO 4217 currency. 1250 and "CHF" are CHF 12.50. Never floating point.
 */
class Money {
public:
    /** So many minor units; throws Status::invalid_amount unless the library knows the currency, three capital letters. */
    Money(std::int64_t minor_units, StringView currency) : minor_units_(minor_units)
    {
        if (!take_currency(currency))
            throw Error{Status::invalid_amount, "The currency is '" + currency.str() + "'.",
                        "Give three capital letters of ISO 4217, such as CHF."};
    }

    /** There is no exact amount in floating point. */
    template <class Floating, class = typename std::enable_if<std::is_floating_point<Floating>::value>::type>
    Money(Floating, StringView) = delete;

    /** Reads decimal major units with a point, such as "12.50" or "12"; throws Status::invalid_amount. */
    static Money parse(StringView major_units, StringView currency)
    {
        const int decimals = Money{0, currency}.decimals();
        const auto money = read(major_units, currency);
        if (!money || major_units[0] == '-')
            throw Error{Status::invalid_amount, "'" + major_units.str() + "' is no amount in " + currency.str() + '.',
                        "Write digits, and after a point at most " + std::to_string(decimals) + " more."};
        return *money;
    }

    /** The same, also below 0; nothing for what is no amount. */
    static Optional<Money> read(StringView major_units, StringView currency) noexcept
    {
        Money money;
        const auto number = Decimal::read(major_units);
        if (!number || !money.take_currency(currency) || number->places() > money.decimals_)
            return {};
        const auto minor = number->with_places(money.decimals_);
        if (!minor)
            return {};
        money.minor_units_ = minor->digits();
        return money;
    }

    /** The amount in minor units. */
    std::int64_t minor_units() const noexcept { return minor_units_; }
    /** The currency: three letters. */
    StringView currency() const noexcept { return {currency_.data(), 3}; }
    /** How many decimals ISO 4217 gives the currency: 2 for CHF, 0 for JPY. */
    int decimals() const noexcept { return decimals_; }
    /** Decimal major units with a point, such as "12.50". */
    std::string major_units() const { return Decimal{minor_units_, decimals_}.to_string(); }
    /** Currency and major units, such as "CHF 12.50". */
    std::string to_string() const { return currency().str() + ' ' + major_units(); }

    /** The same amount of the same currency? */
    friend bool operator==(const Money &a, const Money &b) noexcept
    {
        return a.minor_units_ == b.minor_units_ && a.currency() == b.currency();
    }
    /** Another amount or another currency? */
    friend bool operator!=(const Money &a, const Money &b) noexcept { return !(a == b); }

private:
    Money() noexcept : minor_units_(0) {}

    bool take_currency(StringView currency) noexcept
    {
        bool letters = currency.size() == 3;
        for (std::size_t i = 0; letters && i < 3; i++) {
            letters = currency[i] >= 'A' && currency[i] <= 'Z';
            currency_[i] = currency[i];
        }
        decimals_ = letters ? opi_currency_decimals(currency_.data()) : -1;
        return decimals_ >= 0;
    }

    std::int64_t minor_units_;
    std::array<char, 4> currency_{}; // with a NUL
    int decimals_ = 0;
};

/** @cond internal */
namespace detail {

/** Reads a text from the left; what is not as expected spoils it. */
class Scanner {
public:
    explicit Scanner(StringView text) noexcept : at_(text.begin()), end_(text.end()) {}

    bool skip(char wanted) noexcept
    {
        const bool there = at_ != end_ && *at_ == wanted;
        at_ += there ? 1 : 0;
        return there;
    }
    void expect(char wanted) noexcept { right_ = skip(wanted) && right_; }
    /** So many digits, a number of this range. */
    int number(int digits, int least, int most) noexcept
    {
        int number = 0;
        for (int i = 0; i < digits; i++)
            if (is_digit())
                number = number * 10 + (*at_++ - '0');
            else
                right_ = false;
        right_ = right_ && number >= least && number <= most;
        return number;
    }
    bool is_digit() const noexcept { return at_ != end_ && *at_ >= '0' && *at_ <= '9'; }
    /** All was as expected, and nothing is left. */
    bool is_right() const noexcept { return right_ && at_ == end_; }

private:
    const char *at_, *end_;
    bool right_ = true;
};

inline std::string padded(int number, std::size_t width)
{
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
}

} // namespace detail
/** @endcond */

/** Date and time as somebody's clock showed them: at the terminal, or at the till. */
struct DateTime {
    /** Of the Christian era. */
    int year;
    /** 1 to 12. */
    int month;
    /** 1 to 31. */
    int day;
    /** 0 to 23. */
    int hour;
    /** 0 to 59. */
    int minute;
    /** 0 to 60. */
    int second;
    /** Billionths of a second; 0 where none were told. */
    int nanosecond;
    /** How much the clock is ahead of UTC, where that was told. */
    Optional<std::chrono::minutes> offset;

    /** A moment of a clock of which no more is known. */
    DateTime(int on_year, int on_month, int on_day, int at_hour = 0, int at_minute = 0, int at_second = 0) noexcept
        : year(on_year), month(on_month), day(on_day), hour(at_hour), minute(at_minute), second(at_second), nanosecond(0)
    {
    }

    /** Reads ISO 8601, such as 2026-04-08T10:30:00+02:00, with or without the end; nothing for anything else. */
    static Optional<DateTime> read(StringView text) noexcept
    {
        detail::Scanner in{text};
        DateTime time{0, 0, 0};
        time.year = in.number(4, 0, 9999), in.expect('-');
        time.month = in.number(2, 1, 12), in.expect('-');
        time.day = in.number(2, 1, 31), in.expect('T');
        time.hour = in.number(2, 0, 23), in.expect(':');
        time.minute = in.number(2, 0, 59), in.expect(':');
        time.second = in.number(2, 0, 60);
        if (in.skip('.'))
            for (int worth = 100000000; worth == 100000000 || in.is_digit(); worth /= 10)
                time.nanosecond += worth * in.number(1, 0, 9);
        const bool ahead = in.skip('+');
        if (in.skip('Z') && !ahead) {
            time.offset = std::chrono::minutes{0};
        } else if (ahead || in.skip('-')) {
            const int hours = in.number(2, 0, 14);
            in.expect(':');
            const int minutes = 60 * hours + in.number(2, 0, 59);
            time.offset = std::chrono::minutes{ahead ? minutes : -minutes};
        }
        return in.is_right() ? time : Optional<DateTime>{};
    }

    /** In ISO 8601, such as 2026-04-08T10:30:00+02:00. */
    std::string to_string() const
    {
        using detail::padded;
        std::string text = padded(year, 4) + '-' + padded(month, 2) + '-' + padded(day, 2) + 'T' + padded(hour, 2) + ':'
            + padded(minute, 2) + ':' + padded(second, 2);
        if (nanosecond != 0)
            text += '.' + padded(nanosecond, 9);
        if (!offset)
            return text;
        const int minutes = static_cast<int>(offset->count()), ahead = minutes < 0 ? -minutes : minutes;
        return text + (minutes < 0 ? '-' : '+') + padded(ahead / 60, 2) + ':' + padded(ahead % 60, 2);
    }

    /** The same reading of a clock with the same offset? */
    friend bool operator==(const DateTime &a, const DateTime &b) noexcept
    {
        return a.year == b.year && a.month == b.month && a.day == b.day && a.hour == b.hour && a.minute == b.minute
            && a.second == b.second && a.nanosecond == b.nanosecond && a.offset == b.offset;
    }
    /** Another reading, or another offset? */
    friend bool operator!=(const DateTime &a, const DateTime &b) noexcept { return !(a == b); }
};

/** Days of 24 hours. */
using Days = std::chrono::duration<std::int64_t, std::ratio<86400>>;

/** @cond internal */
namespace detail {

// What a text holds. Where it has not the form of its type, because a terminal wrote something else, there is nothing.

inline Optional<bool> flag(Optional<StringView> text) noexcept
{
    return text == "yes" ? true : text == "no" ? false : Optional<bool>{};
}

inline Optional<Decimal> decimal(Optional<StringView> text) noexcept
{
    return text ? Decimal::read(*text) : Optional<Decimal>{};
}

inline Optional<std::int64_t> number(Optional<StringView> text) noexcept
{
    const auto number = decimal(text);
    return number && number->places() == 0 ? number->digits() : Optional<std::int64_t>{};
}

inline Optional<Money> amount(Optional<StringView> text, Optional<StringView> currency) noexcept
{
    return text && currency ? Money::read(*text, *currency) : Optional<Money>{};
}

inline Optional<DateTime> time(Optional<StringView> text) noexcept
{
    return text ? DateTime::read(*text) : Optional<DateTime>{};
}

template <class Duration> Optional<Duration> duration(Optional<StringView> text) noexcept
{
    const auto count = number(text);
    return count ? Duration{*count} : Optional<Duration>{};
}

template <class Enum> Optional<Enum> named(Optional<StringView> text) noexcept
{
    return text ? opi::named<Enum>(*text) : Optional<Enum>{};
}

inline std::vector<StringView> list(Optional<StringView> text)
{
    std::vector<StringView> words;
    if (!text)
        return words;
    const char *begin = text->begin();
    for (const char *c = begin; c != text->end(); ++c)
        if (*c == ',') {
            words.emplace_back(begin, static_cast<std::size_t>(c - begin));
            begin = c + 1;
        }
    words.emplace_back(begin, static_cast<std::size_t>(text->end() - begin));
    return words;
}

// And how a value becomes the text that the library wants.

/** A bool, and nothing that would become one, such as the text "no". */
struct Flag {
    template <class Bool, class = typename std::enable_if<std::is_same<Bool, bool>::value>::type>
    Flag(Bool it) noexcept : value(it)
    {
    }
    bool value;
};

/** A whole number, and nothing that would become one, such as 1.5, true or '7'. */
struct Whole {
    template <class Number,
              bool Counts = std::is_integral<Number>::value && !std::is_same<Number, bool>::value
                  && !std::is_same<Number, char>::value,
              class = typename std::enable_if<Counts>::type>
    Whole(Number number) : text(std::to_string(number))
    {
    }
    std::string text;
};

inline StringView written(StringView text)
{
    return text;
}
inline StringView written(Flag flag)
{
    return flag.value ? "yes" : "no";
}
inline std::string written(const Whole &number)
{
    return number.text;
}
inline std::string written(const Decimal &number)
{
    return number.to_string();
}
inline std::string written(const DateTime &time)
{
    return time.to_string();
}
template <class Count, class Unit> std::string written(std::chrono::duration<Count, Unit> time)
{
    return std::to_string(time.count());
}
template <class Enum> typename std::enable_if<std::is_enum<Enum>::value, StringView>::type written(Enum value)
{
    return word(value);
}
inline std::string written(const std::vector<StringView> &words)
{
    std::string text;
    for (const auto word : words) {
        if (word.empty() || std::memchr(word.data(), ',', word.size()) != nullptr)
            throw Error{Status::invalid_argument, "'" + word.str() + "' is no word of a list.",
                        "Give words without commas."};
        text += (text.empty() ? "" : ",") + word.str();
    }
    return text;
}

} // namespace detail
/** @endcond */

// ==== Cancelling and requests ===================================================================================

/**
 * Stops a running call from another thread or from inside a callback. May be destroyed at any time, which cancels
 * nothing. Once cancelled it stays so; make one per request.
 *
 * Cancelling is a wish: the terminal may answer that the customer has paid, and the result tells.
 */
class Cancel {
public:
    /** Not cancelled yet. */
    Cancel()
    {
        detail::require_abi();
        handle_.reset(opi_cancel_new(), [](opi_cancel *cancel) { opi_cancel_free(cancel); });
        if (!handle_)
            throw Error{Status::internal};
    }
    /** Moves. */
    Cancel(Cancel &&) noexcept = default;
    /** Moves. */
    Cancel &operator=(Cancel &&) noexcept = default;

    /** Cancels every call that was given this object, now or later. Any thread; not for signal handlers. */
    void cancel() const noexcept { opi_cancel_cancel(handle_.get()); }
    /** Has cancel() been called? */
    bool is_cancelled() const noexcept { return opi_cancel_is_cancelled(handle_.get()) == 1; }
    /** The object of opi.h, still owned here. */
    opi_cancel *handle() const noexcept { return handle_.get(); }

private:
    friend class Terminal;
    std::shared_ptr<opi_cancel> handle_; // shared with the asynchronous calls that were given it
};

/** What the till asks the terminal for: a kind, perhaps an amount, perhaps options. May be used several times. */
class Request {
public:
    /** A request without an amount, so far. */
    explicit Request(Kind kind)
    {
        detail::require_abi();
        handle_.reset(opi_request_new(static_cast<std::int32_t>(kind)));
        if (!handle_)
            throw Error{Status::unknown_name, "There is no kind of request with the number "
                            + std::to_string(static_cast<std::int32_t>(kind)) + '.', "Use one of opi::Kind."};
    }
    /** A request with an amount. */
    Request(Kind kind, const Money &amount) : Request(kind) { this->amount(amount); }

    /** Sets the amount; positive, also for refunds. */
    Request &amount(const Money &money)
    {
        if (has_parts_ && money.currency() != currency_)
            throw other_currency("amount", money);
        opi_error *error = nullptr;
        const std::string currency = money.currency().str();
        const auto status = opi_request_set_amount(handle_.get(), money.minor_units(), currency.c_str(), &error);
        detail::check(status, error);
        currency_ = currency;
        return *this;
    }

    // generated: request
    /**
     * The till's own reference of the sale: in the result, and on the wire as ReferenceNumber where the dialect means
     * it so (ch, de). Value: 1 to 20 letters, digits, '_' or '-'. Default: none.
     */
    Request &reference(StringView value) { return set(OPI_OPTION_REFERENCE, detail::written(value)); }
    /**
     * Idempotency key of the sale: asked for again, the library gives the stored outcome and sends nothing. Needs the
     * journal; not on the wire. Value: 1 to 64 printable characters. Default: none.
     */
    Request &key(StringView value) { return set(OPI_OPTION_KEY, detail::written(value)); }
    /**
     * Send although an earlier request on this terminal is unresolved; its evidence may be lost by that. Not on the
     * wire. Default: no.
     */
    Request &although_unresolved(detail::Flag value)
    {
        return set(OPI_OPTION_ALTHOUGH_UNRESOLVED, detail::written(value));
    }
    /** ClerkID: the cashier. Value: 1 to 16 letters or digits. Default: none. */
    Request &clerk(StringView value) { return set(OPI_OPTION_CLERK, detail::written(value)); }
    /** ShiftNumber: separates totals by shift. Value: whole number. Default: none. */
    Request &shift(const detail::Whole &value) { return set(OPI_OPTION_SHIFT, detail::written(value)); }
    /**
     * Language of displays and receipts of this request. Value: two letters, ISO 639-1. Default: the language of the
     * URL.
     */
    Request &language(StringView value) { return set(OPI_OPTION_LANGUAGE, detail::written(value)); }
    /**
     * TransactionNumber: the till's own number of the sale. Value: whole number. Default: none. Dialects: de, ifsf.
     */
    Request &transaction_number(const detail::Whole &value)
    {
        return set(OPI_OPTION_TRANSACTION_NUMBER, detail::written(value));
    }
    /**
     * STAN of the earlier transaction, e.g. the one that a reversal undoes; it is in that payment's result. Value:
     * digits, leading zeros count. Default: none. Dialects: de, ifsf. With: PaymentReversal, PaymentRefund,
     * CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
     */
    Request &stan(StringView value) { return set(OPI_OPTION_STAN, detail::written(value)); }
    /**
     * TerminalID of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects: de, ifsf. With:
     * PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
     */
    Request &original_terminal(StringView value) { return set(OPI_OPTION_ORIGINAL_TERMINAL, detail::written(value)); }
    /**
     * TerminalBatch of the earlier transaction. Value: text, 1 to 32 characters. Default: none. Dialects: de, ifsf.
     * With: PaymentReversal, PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
     */
    Request &original_batch(StringView value) { return set(OPI_OPTION_ORIGINAL_BATCH, detail::written(value)); }
    /**
     * Time of the earlier transaction. Value: xsd:dateTime. Default: none. Dialects: de, ifsf. With: PaymentReversal,
     * PaymentRefund, CardFinancialAdvice, CaptureReservation, CancelReservation, TicketReprint.
     */
    Request &original_time(const DateTime &value) { return set(OPI_OPTION_ORIGINAL_TIME, detail::written(value)); }
    /**
     * On a refund, capture or cancel: trx_reference of the sale or reservation, from its result. Value: text, 1 to 32
     * characters. Default: none. Dialects: ch, nl. With: PaymentRefund, CaptureReservation, CancelReservation.
     */
    Request &trx_reference(StringView value) { return set(OPI_OPTION_TRX_REFERENCE, detail::written(value)); }
    /**
     * Cash handed to the customer; the amount of the request is the total. Default: none. Dialects: ch, ifsf. With:
     * CardPayment.
     */
    Request &cashback(const Money &value) { return set_part(OPI_OPTION_CASHBACK, value); }
    /**
     * Restricts the payment to these brands. Value: codes separated by commas, e.g. VISA,ECMC,TWNT. Default: every
     * brand. Dialects: ch, nl, ifsf.
     */
    Request &card_circuits(const std::vector<StringView> &value)
    {
        return set(OPI_OPTION_CARD_CIRCUITS, detail::written(value));
    }
    /**
     * Accept although the host cannot be reached, only where the contract allows it. See the result field
     * force_possible. Default: no. Dialects: ch. With: CardPayment.
     */
    Request &force_acceptance(detail::Flag value) { return set(OPI_OPTION_FORCE_ACCEPTANCE, detail::written(value)); }
    /** Approval code obtained by voice. Value: text, 1 to 32 characters. Default: none. Dialects: ch, nl. */
    Request &approval_code(StringView value) { return set(OPI_OPTION_APPROVAL_CODE, detail::written(value)); }
    /** Ask for a card token. Default: no. Dialects: ch, nl. */
    Request &request_token(detail::Flag value) { return set(OPI_OPTION_REQUEST_TOKEN, detail::written(value)); }
    /** Ask for more transaction data in the answer. Default: no. Dialects: ch, nl. */
    Request &request_transaction_information(detail::Flag value)
    {
        return set(OPI_OPTION_REQUEST_TRANSACTION_INFORMATION, detail::written(value));
    }
    /** Ask for the receipt header. Default: no. Dialects: ch, nl. */
    Request &request_receipt_header(detail::Flag value)
    {
        return set(OPI_OPTION_REQUEST_RECEIPT_HEADER, detail::written(value));
    }
    /** What a Diagnosis looks at. Default: none. Dialects: de, ifsf. With: Diagnosis. */
    Request &diagnosis_method(DiagnosisMethod value)
    {
        return set(OPI_OPTION_DIAGNOSIS_METHOD, detail::written(value));
    }
    /** The part of the amount that is a tip. Default: none. Dialects: ifsf. With: CardPayment, CardFinancialAdvice. */
    Request &tip(const Money &value) { return set_part(OPI_OPTION_TIP, value); }
    /**
     * Every brand but these. Value: codes separated by commas, e.g. AMEX,JCB. Default: none. Dialects: ch, nl, ifsf.
     */
    Request &card_circuits_denied(const std::vector<StringView> &value)
    {
        return set(OPI_OPTION_CARD_CIRCUITS_DENIED, detail::written(value));
    }
    /** ClerkPermission: what the cashier may do. Default: none. Dialects: de, ifsf. */
    Request &clerk_permission(ClerkPermission value)
    {
        return set(OPI_OPTION_CLERK_PERMISSION, detail::written(value));
    }
    /**
     * ManualPAN: the card number is typed in at the terminal (mail and telephone orders). Default: no. Dialects: de,
     * ifsf.
     */
    Request &manual_pan(detail::Flag value) { return set(OPI_OPTION_MANUAL_PAN, detail::written(value)); }
    /** UsePreselectedCard: the card that was read before (CCV Germany). Default: no. Dialects: de. */
    Request &preselected_card(detail::Flag value) { return set(OPI_OPTION_PRESELECTED_CARD, detail::written(value)); }
    /**
     * LastReceiptNumber: the receipt that the till took last (older CCV Germany). Value: text, 1 to 32 characters.
     * Default: none. Dialects: de. With: CardPayment, PaymentReversal.
     */
    Request &last_receipt(StringView value) { return set(OPI_OPTION_LAST_RECEIPT, detail::written(value)); }
    /**
     * PrivateData as text, such as type=initialise with an Administration (CCV Germany). Value: text, 1 to 1024
     * characters. Default: none.
     */
    Request &private_data(StringView value) { return set(OPI_OPTION_PRIVATE_DATA, detail::written(value)); }
    /** Kind of business of an OnlineAgent. Default: none. Dialects: de, ifsf. With: OnlineAgent. */
    Request &agent(Agent value) { return set(OPI_OPTION_AGENT, detail::written(value)); }
    /**
     * The pair of messages that carries it: RepeatLastMessage repeats the last answer of that pair. Default: the kind's
     * own. Dialects: ifsf. With: RepeatLastMessage, TicketReprint.
     */
    Request &message_pair(MessagePair value) { return set(OPI_OPTION_MESSAGE_PAIR, detail::written(value)); }
    /** ServiceLevel (forecourt). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
    Request &service_level(StringView value) { return set(OPI_OPTION_SERVICE_LEVEL, detail::written(value)); }
    /** OutdoorPosition: the pump (forecourt). Value: whole number. Default: none. Dialects: ifsf. */
    Request &outdoor_position(const detail::Whole &value)
    {
        return set(OPI_OPTION_OUTDOOR_POSITION, detail::written(value));
    }
    /** StoreID: the shop (EFTLink). Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
    Request &store_id(StringView value) { return set(OPI_OPTION_STORE_ID, detail::written(value)); }
    /** MerchantReference for the acquirer. Value: text, 1 to 32 characters. Default: none. Dialects: ifsf. */
    Request &merchant_reference(StringView value)
    {
        return set(OPI_OPTION_MERCHANT_REFERENCE, detail::written(value));
    }
    /**
     * The lines of the sale. Amounts and prices in decimal major units, e.g. product=30&amount=12.50&text=Diesel.
     * Value: lines separated by ';', each product=…&amount=… and, if wanted, quantity, unit, price, tax, text;
     * percent-encoded. Default: none. Dialects: ifsf.
     */
    Request &sale_items(StringView value) { return set(OPI_OPTION_SALE_ITEMS, detail::written(value)); }
    /** LoyaltyFlag: the sale takes part in a loyalty programme. Default: no. Dialects: ifsf. */
    Request &loyalty(detail::Flag value) { return set(OPI_OPTION_LOYALTY, detail::written(value)); }
    /** LoyaltyAmount: points, or their worth. Value: number, such as 120 or 12.50. Default: none. Dialects: ifsf. */
    Request &loyalty_amount(const Decimal &value) { return set(OPI_OPTION_LOYALTY_AMOUNT, detail::written(value)); }
    /**
     * Number of a loyalty card that the till read. Value: 8 to 24 digits. Default: none. Dialects: ifsf. Card data:
     * sent, never given back, logged or stored.
     */
    Request &loyalty_card(StringView value) { return set(OPI_OPTION_LOYALTY_CARD, detail::written(value)); }
    /**
     * Number of a card that the till read or the cashier typed. Puts the till into the scope of PCI DSS. Value: 8 to 19
     * digits. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or stored.
     */
    Request &card_pan(StringView value) { return set(OPI_OPTION_CARD_PAN, detail::written(value)); }
    /**
     * Expiry date of the card of card_pan. Value: four digits, YYMM. Default: none. Dialects: ifsf. Card data: sent,
     * never given back, logged or stored.
     */
    Request &card_expiry(StringView value) { return set(OPI_OPTION_CARD_EXPIRY, detail::written(value)); }
    /**
     * Second track of a card that the till read. Puts the till into the scope of PCI DSS. Value: second track, up to 40
     * characters. Default: none. Dialects: ifsf. Card data: sent, never given back, logged or stored.
     */
    Request &card_track2(StringView value) { return set(OPI_OPTION_CARD_TRACK2, detail::written(value)); }
    // end

    /** Sets an option by its name, for one that this version does not know. */
    Request &set(StringView name, StringView value)
    {
        opi_error *error = nullptr;
        const std::string c_name = detail::c_text(name).value(), c_value = detail::c_text(value).value();
        const auto status = opi_request_set(handle_.get(), c_name.c_str(), c_value.c_str(), &error);
        detail::check(status, error);
        return *this;
    }

    /** The object of opi.h, still owned here. */
    opi_request *handle() const noexcept { return handle_.get(); }

private:
    /** A part of the amount, which the library takes to be in the currency of the amount. */
    Request &set_part(const char *name, const Money &part)
    {
        if (part.currency() != currency_)
            throw other_currency(name, part);
        set(name, std::to_string(part.minor_units()));
        has_parts_ = true;
        return *this;
    }

    Error other_currency(const std::string &name, const Money &money) const
    {
        return Error{Status::invalid_amount,
                     "The " + name + " is " + money.to_string() + ", and the rest of the request is in "
                         + (currency_.empty() ? "no currency yet" : currency_) + '.',
                     "Set the amount first; its parts are in its currency."};
    }

    detail::Handle<opi_request, opi_request_free> handle_;
    std::string currency_; // of the amount
    bool has_parts_ = false;
};

// ==== The terminal's URL ========================================================================================

/**
 * The URL of a terminal, made option by option; docs/options.md has those that are written as one text.
 *
 *     opi::Terminal terminal{opi::Url{"192.168.0.60"}.workstation("lane-1").connect_ms(std::chrono::seconds{5})};
 */
class Url {
public:
    /** Host, or host:port; an IPv6 address in brackets. */
    explicit Url(StringView address) : address_(address.str()) {}

    // generated: url
    /** The terminal's family: it decides ports, receipts, session and abort. Default: ch. */
    Url &dialect(Dialect value) { return set("dialect", detail::written(value)); }
    /**
     * The terminal model (ch): what it is known to lack is refused before anything is sent. Default: no model: what the
     * dialect says.
     */
    Url &model(Model value) { return set("model", detail::written(value)); }
    /**
     * The maker of the terminal's software: ports, aborts and login differ. Default: no variant: what the dialect says.
     */
    Url &variant(Variant value) { return set("variant", detail::written(value)); }
    /**
     * Changes settings of the dialect: lines such as close_day = "CloseDay". docs/dialects.md lists the settings.
     * Value: path of a TOML file. Default: no file.
     */
    Url &dialect_file(StringView value) { return set("dialect_file", detail::written(value)); }
    /**
     * WorkstationID: the name of this till. Two tills at one terminal need two names. Value: text, 1 to 32 characters.
     * Default: 1.
     */
    Url &workstation(StringView value) { return set("workstation", detail::written(value)); }
    /**
     * Where the till listens for device requests of the terminal; a port alone: on all addresses, IPv4 and IPv6.
     * Terminals of one process may share it. Port 0 takes a free one. Value: PORT or ADDRESS:PORT. Default: all
     * addresses, the dialect's port (4102 in ch and nl, 20007 in de and ifsf).
     */
    Url &listen(StringView value) { return set("listen", detail::written(value)); }
    /** How long to wait for the connection to the terminal. Default: 3000 milliseconds. */
    Url &connect_ms(std::chrono::milliseconds value) { return set("connect_ms", detail::written(value)); }
    /**
     * How long the terminal may be silent on both channels while a request runs. A question to the cashier stops the
     * clock. Default: 90000 milliseconds.
     */
    Url &idle_ms(std::chrono::milliseconds value) { return set("idle_ms", detail::written(value)); }
    /**
     * How long a request may take in all, from the connection to the verdict. A callback of the till that is running is
     * never cut off. Default: 300000 milliseconds.
     */
    Url &hard_ms(std::chrono::milliseconds value) { return set("hard_ms", detail::written(value)); }
    /**
     * How long to wait for the outcome after the library itself aborted a request that took too long. Part of hard_ms.
     * Default: 10000 milliseconds.
     */
    Url &abort_ms(std::chrono::milliseconds value) { return set("abort_ms", detail::written(value)); }
    /** Least time between two AbortRequests; there are at most three. Default: 1500 milliseconds. */
    Url &abort_spacing_ms(std::chrono::milliseconds value) { return set("abort_spacing_ms", detail::written(value)); }
    /**
     * How long recovery waits between two questions to a busy terminal, and from a request to the first question about
     * it. Default: 3000 milliseconds.
     */
    Url &ask_again_ms(std::chrono::milliseconds value) { return set("ask_again_ms", detail::written(value)); }
    /**
     * How long a recovery may take in all; what it did not get to is listed as the journal knows it. Default: 300000
     * milliseconds.
     */
    Url &recover_ms(std::chrono::milliseconds value) { return set("recover_ms", detail::written(value)); }
    /**
     * Most receipts and journal entries taken for one request; then it is aborted, and those beyond are refused. Value:
     * number, 1 to 10000. Default: 256.
     */
    Url &max_papers(const detail::Whole &value) { return set("max_papers", detail::written(value)); }
    /** The same in bytes. Value: bytes, 4096 to 268435456. Default: 8388608. */
    Url &max_paper_bytes(const detail::Whole &value) { return set("max_paper_bytes", detail::written(value)); }
    /** Language of displays and receipts, where the request names none. Value: two letters, ISO 639-1. Default: de. */
    Url &language(StringView value) { return set("language", detail::written(value)); }
    /**
     * ApplicationSender: the name of the till's software (de, ifsf). Value: text, 1 to 32 characters. Default: libopi.
     */
    Url &sender(StringView value) { return set("sender", detail::written(value)); }
    /** POPID: the payment point (de, ifsf). Value: text, 1 to 32 characters. Default: 001. */
    Url &pop_id(StringView value) { return set("pop_id", detail::written(value)); }
    /** Who prints the customer's copy (ch, nl; elsewhere the terminal's own settings decide). Default: till. */
    Url &customer_receipt(ReceiptPlace value) { return set("customer_receipt", detail::written(value)); }
    /** Who prints the merchant's copy (ch, nl). Default: till. */
    Url &merchant_receipt(ReceiptPlace value) { return set("merchant_receipt", detail::written(value)); }
    /** Whether the till wants the electronic journal (ch, nl). Default: till. */
    Url &electronic_journal(JournalTaker value) { return set("electronic_journal", detail::written(value)); }
    /**
     * The durable ledger of payments. none gives up recovery, idempotency keys and the lease that keeps other programs
     * of this machine away from the terminal. Value: path of a file, or none. Default: libopi/journal.db where this
     * user's programs keep their state, or $OPI_JOURNAL.
     */
    Url &journal(StringView value) { return set("journal", detail::written(value)); }
    /**
     * When unresolved requests are looked into: only when the till calls recover, or also when the terminal is opened.
     * Default: call.
     */
    Url &recover(Recover value) { return set("recover", detail::written(value)); }
    /**
     * Who says that the till knows an outcome: the till itself, or the library as soon as it has returned it. Default:
     * till.
     */
    Url &acknowledge(Acknowledge value) { return set("acknowledge", detail::written(value)); }
    /**
     * How long resolved requests and their receipts stay in the journal. Unresolved ones stay for ever. Default: 400
     * days.
     */
    Url &keep_days(Days value) { return set("keep_days", detail::written(value)); }
    /** Take over a journal that was written on another machine, e.g. after the till's disk was moved. Default: no. */
    Url &adopt_journal(detail::Flag value) { return set("adopt_journal", detail::written(value)); }
    /** Longest message accepted from a terminal. Value: bytes, 4096 to 16777216. Default: 1048576. */
    Url &max_frame(const detail::Whole &value) { return set("max_frame", detail::written(value)); }
    /** Where terminals listen for requests, unless the URL names a port. Value: port. */
    Url &dialect_terminal_port(const detail::Whole &value)
    {
        return set("dialect.terminal_port", detail::written(value));
    }
    /** Where the till listens for device requests, unless the URL says `listen`. Value: port. */
    Url &dialect_listen_port(const detail::Whole &value) { return set("dialect.listen_port", detail::written(value)); }
    /** The device on which the customer's receipt comes. Value: name of a device. */
    Url &dialect_customer_printer(StringView value) { return set("dialect.customer_printer", detail::written(value)); }
    /** The device on which the merchant's receipt comes. Value: name of a device. */
    Url &dialect_merchant_printer(StringView value) { return set("dialect.merchant_printer", detail::written(value)); }
    /** Opens a session. */
    Url &dialect_session_open(Kind value) { return set("dialect.session_open", detail::written(value)); }
    /** Closes a session. */
    Url &dialect_session_close(Kind value) { return set("dialect.session_close", detail::written(value)); }
    /** Closes the day. */
    Url &dialect_close_day(Kind value) { return set("dialect.close_day", detail::written(value)); }
    /** Asks for the terminal's state. */
    Url &dialect_status(Kind value) { return set("dialect.status", detail::written(value)); }
    /** The connection an abort travels on. */
    Url &dialect_abort_connection(AbortConnection value)
    {
        return set("dialect.abort_connection", detail::written(value));
    }
    /** The message pair of an abort. */
    Url &dialect_abort_message(AbortMessage value) { return set("dialect.abort_message", detail::written(value)); }
    /** Does an abort name the request in ReferenceNumber? */
    Url &dialect_abort_names_request(detail::Flag value)
    {
        return set("dialect.abort_names_request", detail::written(value));
    }
    /** What a reversal undoes: the last transaction, or the one with a STAN. */
    Url &dialect_reversal(Reversal value) { return set("dialect.reversal", detail::written(value)); }
    /** Device requests count: behind the request's number (`8.1`), in SequenceID, or on their own. */
    Url &dialect_callback_ids(CallbackIds value) { return set("dialect.callback_ids", detail::written(value)); }
    /** Do card requests say where receipts go? */
    Url &dialect_announces_printers(detail::Flag value)
    {
        return set("dialect.announces_printers", detail::written(value));
    }
    /** Do service requests say it too? */
    Url &dialect_announces_to_services(detail::Flag value)
    {
        return set("dialect.announces_to_services", detail::written(value));
    }
    /** Do requests carry ApplicationSender and POPID? */
    Url &dialect_names_sender(detail::Flag value) { return set("dialect.names_sender", detail::written(value)); }
    /** What ReferenceNumber holds: the merchant's reference, or something else. */
    Url &dialect_reference(Reference value) { return set("dialect.reference", detail::written(value)); }
    /** What TimedOut without a sign of an authorisation means for money. */
    Url &dialect_timed_out(TimedOut value) { return set("dialect.timed_out", detail::written(value)); }
    /** What a login tells the terminal in PrivateData: nothing, or which receipts the till prints. */
    Url &dialect_login_data(LoginData value) { return set("dialect.login_data", detail::written(value)); }
    /**
     * Captures a reservation. **Unverified**: what ch takes is not public; this is the family's name for it. Value:
     * RequestType.
     */
    Url &dialect_capture_verb(StringView value) { return set("dialect.capture_verb", detail::written(value)); }
    /**
     * Cancels a reservation. **Unverified**: what ch takes is not public; this is the family's name for it. Value:
     * RequestType.
     */
    Url &dialect_cancel_verb(StringView value) { return set("dialect.cancel_verb", detail::written(value)); }
    /** What this terminal can do beyond its row. Value: names of request kinds or options, separated by commas. */
    Url &dialect_allow(const std::vector<StringView> &value) { return set("dialect.allow", detail::written(value)); }
    /** What this terminal must not be asked. Value: names of request kinds or options, separated by commas. */
    Url &dialect_refuse(const std::vector<StringView> &value) { return set("dialect.refuse", detail::written(value)); }
    // end

    /** Sets an option by its name, for one that this version does not know. */
    Url &set(StringView name, StringView value)
    {
        options_[name.str()] = detail::c_text(value).value();
        return *this;
    }

    /** The URL as one text. */
    std::string str() const
    {
        std::string url = "opi://" + encoded(address_);
        char before = '?';
        for (const auto &option : options_) {
            url += before + encoded(option.first) + '=' + encoded(option.second);
            before = '&';
        }
        return url;
    }

private:
    /** What is not ASCII stays as it is, so that the library sees whether it is UTF-8. */
    static std::string encoded(const std::string &text)
    {
        const StringView digits{"0123456789ABCDEF"}, plain{"-._~/:[]"};
        std::string encoded;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
                || std::memchr(plain.data(), c, plain.size()) != nullptr)
                encoded += c;
            else
                encoded.append(1, '%').append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
        }
        return encoded;
    }

    std::string address_;
    std::map<std::string, std::string> options_;
};

// ==== Results ===================================================================================================

/** @cond internal */
namespace detail {

/** Where a part of something is: the object of opi.h, and its places in there. */
struct Place {
    const void *object;
    std::size_t index, part;
};

/** Reads a text field there. */
using Reader = const char *(*)(const Place &, const char *name, std::size_t *length);

} // namespace detail
/** @endcond */

/** A part of what the library hands out, with fields of its own. It lives as long as what it came from. */
class Part {
public:
    /** The text of a field, by its name in opi.h; nothing if it is empty. */
    Optional<StringView> get(StringView name) const { return read(name.str().c_str()); }

protected:
    /** @cond internal */
    Part(detail::Place place, detail::Reader reader) noexcept : place_(place), reader_(reader) {}

    Optional<StringView> read(const char *name) const noexcept { return detail::optional_text(reader_, place_, name); }

private:
    detail::Place place_;
    detail::Reader reader_;
    /** @endcond */
};

/** @cond internal */
namespace detail {

template <class Item> std::vector<Item> parts(std::size_t count, Place place, Reader reader)
{
    std::vector<Item> parts;
    for (; place.part < count; place.part++)
        parts.push_back(Item{place, reader});
    return parts;
}

} // namespace detail
/** @endcond */

// generated: parts
/** A receipt. It lives as long as what it came from. */
struct Receipt {
    /** For whom it is. */
    Role role;
    /** The name of the device on the wire, such as CashierDisplay; may be empty. */
    StringView target;
    /** Its lines, exactly as the terminal sent them. */
    StringView text;
    /** Was the terminal told that it is in safe hands? */
    bool acknowledged;
};

/** An entry of the electronic journal. It lives as long as what it came from. */
class JournalEntry : public Part {
public:
    /** From opi.h. */
    JournalEntry(detail::Place place, detail::Reader reader) noexcept : Part(place, reader) {}
    /** Terminal identification. */
    Optional<StringView> terminal() const noexcept { return read(OPI_JOURNAL_TERMINAL); }
    /** Merchant identification. */
    Optional<StringView> merchant() const noexcept { return read(OPI_JOURNAL_MERCHANT); }
    /** Name and address of the shop, a line each. */
    Optional<StringView> shop() const noexcept { return read(OPI_JOURNAL_SHOP); }
    /** Transaction number of the terminal. */
    Optional<StringView> transaction() const noexcept { return read(OPI_JOURNAL_TRANSACTION); }
    /** PURCHASE, ... */
    Optional<StringView> service() const noexcept { return read(OPI_JOURNAL_SERVICE); }
    /** Local time at the terminal. */
    Optional<DateTime> time() const noexcept { return detail::time(read(OPI_JOURNAL_TIME)); }
    /** Approval code. */
    Optional<StringView> approval_code() const noexcept { return read(OPI_JOURNAL_APPROVAL_CODE); }
    /** What was charged, decimal major units. */
    Optional<Money> amount() const noexcept
    {
        return detail::amount(read(OPI_JOURNAL_AMOUNT), read(OPI_JOURNAL_CURRENCY));
    }
    /** ISO 4217 letters. */
    Optional<StringView> currency() const noexcept { return read(OPI_JOURNAL_CURRENCY); }
    /** Amount without additions, decimal major units. */
    Optional<Money> detailed_amount() const noexcept
    {
        return detail::amount(read(OPI_JOURNAL_DETAILED_AMOUNT), read(OPI_JOURNAL_CURRENCY));
    }
    /** Result code. */
    Optional<StringView> result() const noexcept { return read(OPI_JOURNAL_RESULT); }
    /** Acquirer. */
    Optional<StringView> acquirer() const noexcept { return read(OPI_JOURNAL_ACQUIRER); }
    /** Counter of activations. */
    Optional<std::int64_t> activation() const noexcept { return detail::number(read(OPI_JOURNAL_ACTIVATION)); }
    /** Reference at the acquirer. */
    Optional<StringView> reference() const noexcept { return read(OPI_JOURNAL_REFERENCE); }
    /** Card number, masked. */
    Optional<StringView> card() const noexcept { return read(OPI_JOURNAL_CARD); }
    /** MC CREDIT, ... */
    Optional<StringView> card_name() const noexcept { return read(OPI_JOURNAL_CARD_NAME); }
    /** AID of the chip. */
    Optional<StringView> application_id() const noexcept { return read(OPI_JOURNAL_APPLICATION_ID); }
    /** Amount in the cardholder's currency. */
    Optional<Money> dcc_amount() const noexcept
    {
        return detail::amount(read(OPI_JOURNAL_DCC_AMOUNT), read(OPI_JOURNAL_DCC_CURRENCY));
    }
    /** The cardholder's currency: its code, else its name. */
    Optional<StringView> dcc_currency() const noexcept { return read(OPI_JOURNAL_DCC_CURRENCY); }
    /** Exchange rate. */
    Optional<Decimal> dcc_rate() const noexcept { return detail::decimal(read(OPI_JOURNAL_DCC_RATE)); }
    /** Mark-up in per cent. */
    Optional<Decimal> dcc_markup() const noexcept { return detail::decimal(read(OPI_JOURNAL_DCC_MARKUP)); }
    /** The text lines, if it came with any. */
    Optional<StringView> text() const noexcept { return read(OPI_JOURNAL_TEXT); }
};

/** A sign of what became of a request that may move money. It lives as long as what it came from. */
class Evidence : public Part {
public:
    /** From opi.h. */
    Evidence(detail::Place place, detail::Reader reader) noexcept : Part(place, reader) {}
    /** Where it comes from. */
    Optional<EvidenceSource> source() const noexcept
    {
        return detail::named<EvidenceSource>(read(OPI_EVIDENCE_SOURCE));
    }
    /** What it says. */
    Optional<EvidenceSays> says() const noexcept { return detail::named<EvidenceSays>(read(OPI_EVIDENCE_SAYS)); }
    /** The same as a sentence. */
    Optional<StringView> text() const noexcept { return read(OPI_EVIDENCE_TEXT); }
};

/**
 * Two pieces of evidence of which one says that money moved, and the other that none did. It lives as long as what it
 * came from.
 */
class Contradiction : public Part {
public:
    /** From opi.h. */
    Contradiction(detail::Place place, detail::Reader reader) noexcept : Part(place, reader) {}
    /** Where the one piece of evidence comes from. */
    Optional<EvidenceSource> first() const noexcept
    {
        return detail::named<EvidenceSource>(read(OPI_CONTRADICTION_FIRST));
    }
    /** Where the other one comes from. */
    Optional<EvidenceSource> second() const noexcept
    {
        return detail::named<EvidenceSource>(read(OPI_CONTRADICTION_SECOND));
    }
    /** Both as sentences. */
    Optional<StringView> text() const noexcept { return read(OPI_CONTRADICTION_TEXT); }
};
// end

/**
 * How a request ended: the verdict, everything the terminal said, the receipts. Does not change.
 */
class Result {
public:
    /** No result, as after moving out of one. */
    Result() noexcept = default;
    /** Takes a result of opi.h, and what a callback threw meanwhile. */
    explicit Result(opi_result *result, std::exception_ptr callback_failure = nullptr) noexcept
        : handle_(result), callback_failure_(std::move(callback_failure))
    {
    }

    /** Did the terminal do it: paid, refunded, reversed, printed, closed ...? */
    bool approved() const noexcept { return verdict() == Verdict::approved; }
    /** What happened, in words; empty when approved. */
    StringView message() const & { return read(OPI_FIELD_MESSAGE).value_or(""); }
    StringView message() const && = delete;
    /** What the till should do next; empty when approved. */
    StringView advice() const & { return read(OPI_FIELD_ADVICE).value_or(""); }
    StringView advice() const && = delete;
    /** The text of a field, by its name OPI_FIELD_...; nothing if it is empty. */
    Optional<StringView> get(StringView name) const & { return read(name.str().c_str()); }
    Optional<StringView> get(StringView) const && = delete;

    // generated: result
    /** approved, declined, aborted, refused, not_sent or unknown. */
    Verdict verdict() const noexcept { return static_cast<Verdict>(opi_result_verdict(handle_.get())); }
    /** Name of the status code behind the verdict, e.g. OPI_E_PRINT_LAST_TICKET. */
    Status status() const noexcept { return static_cast<Status>(opi_result_status(handle_.get())); }
    /** May money have moved: no, possibly or yes. */
    MoneyMoved money_moved() const noexcept { return static_cast<MoneyMoved>(opi_result_money(handle_.get())); }
    /** Why it was not approved, in words: the meaning of the terminal's, the host's or the vendor's own number. */
    Optional<StringView> decline_reason() const & noexcept { return read(OPI_FIELD_DECLINE_REASON); }
    Optional<StringView> decline_reason() const && = delete;
    /** yes when a payment with force_acceptance may help, where the contract allows it (ch). */
    Optional<bool> force_possible() const noexcept { return detail::flag(read(OPI_FIELD_FORCE_POSSIBLE)); }
    /** Kind of request, as on the wire. */
    Optional<Kind> kind() const noexcept { return detail::named<Kind>(read(OPI_FIELD_KIND)); }
    /** RequestID under which the terminal was asked. */
    Optional<StringView> request_id() const & noexcept { return read(OPI_FIELD_REQUEST_ID); }
    Optional<StringView> request_id() const && = delete;
    /** The till's own reference, as given. */
    Optional<StringView> reference() const & noexcept { return read(OPI_FIELD_REFERENCE); }
    Optional<StringView> reference() const && = delete;
    /** Number of the request in the journal. */
    Optional<StringView> journal_id() const & noexcept { return read(OPI_FIELD_JOURNAL_ID); }
    Optional<StringView> journal_id() const && = delete;
    /** yes: the idempotency key was known, this is the stored outcome, and nothing was sent. */
    Optional<bool> from_journal() const noexcept { return detail::flag(read(OPI_FIELD_FROM_JOURNAL)); }
    /** OverallResult of the terminal. */
    Optional<StringView> overall_result() const & noexcept { return read(OPI_FIELD_OVERALL_RESULT); }
    Optional<StringView> overall_result() const && = delete;
    /** What the terminal charged, decimal major units; may exceed the request (tip). Only when approved. */
    Optional<Money> amount() const noexcept
    {
        return detail::amount(read(OPI_FIELD_AMOUNT), read(OPI_FIELD_CURRENCY));
    }
    /** ISO 4217 letters. */
    Optional<StringView> currency() const & noexcept { return read(OPI_FIELD_CURRENCY); }
    Optional<StringView> currency() const && = delete;
    /** What the till asked for, decimal major units. */
    Optional<Money> requested_amount() const noexcept
    {
        return detail::amount(read(OPI_FIELD_REQUESTED_AMOUNT), read(OPI_FIELD_REQUESTED_CURRENCY));
    }
    /** ISO 4217 letters of what the till asked for. */
    Optional<StringView> requested_currency() const & noexcept { return read(OPI_FIELD_REQUESTED_CURRENCY); }
    Optional<StringView> requested_currency() const && = delete;
    /** Tip, decimal major units: what the terminal says, else what exceeds the request. */
    Optional<Money> tip() const noexcept { return detail::amount(read(OPI_FIELD_TIP), read(OPI_FIELD_CURRENCY)); }
    /** Cash handed out, decimal major units. */
    Optional<Money> cashback() const noexcept
    {
        return detail::amount(read(OPI_FIELD_CASHBACK), read(OPI_FIELD_CURRENCY));
    }
    /** Donation, decimal major units (ATS). */
    Optional<Money> donation() const noexcept
    {
        return detail::amount(read(OPI_FIELD_DONATION), read(OPI_FIELD_CURRENCY));
    }
    /** What is left on the card, decimal major units. */
    Optional<Money> balance() const noexcept
    {
        return detail::amount(read(OPI_FIELD_BALANCE), read(OPI_FIELD_REQUESTED_CURRENCY));
    }
    /** yes when the cardholder was offered a conversion of the currency, or took one. */
    Optional<bool> dcc_offered() const noexcept { return detail::flag(read(OPI_FIELD_DCC_OFFERED)); }
    /** yes or no: whether the cardholder took the conversion; empty when not known. */
    Optional<bool> dcc_accepted() const noexcept { return detail::flag(read(OPI_FIELD_DCC_ACCEPTED)); }
    /** Amount in the cardholder's currency. */
    Optional<Money> dcc_amount() const noexcept
    {
        return detail::amount(read(OPI_FIELD_DCC_AMOUNT), read(OPI_FIELD_DCC_CURRENCY));
    }
    /** The cardholder's currency: its code, else its name. */
    Optional<StringView> dcc_currency() const & noexcept { return read(OPI_FIELD_DCC_CURRENCY); }
    Optional<StringView> dcc_currency() const && = delete;
    /** Exchange rate. */
    Optional<Decimal> dcc_rate() const noexcept { return detail::decimal(read(OPI_FIELD_DCC_RATE)); }
    /** Mark-up in per cent. */
    Optional<Decimal> dcc_markup() const noexcept { return detail::decimal(read(OPI_FIELD_DCC_MARKUP)); }
    /** TerminalID. */
    Optional<StringView> terminal_id() const & noexcept { return read(OPI_FIELD_TERMINAL_ID); }
    Optional<StringView> terminal_id() const && = delete;
    /** STAN: the terminal's transaction number, needed to reverse in de. */
    Optional<StringView> stan() const & noexcept { return read(OPI_FIELD_STAN); }
    Optional<StringView> stan() const && = delete;
    /** TerminalBatch. */
    Optional<StringView> batch() const & noexcept { return read(OPI_FIELD_BATCH); }
    Optional<StringView> batch() const && = delete;
    /** ApprovalCode. */
    Optional<StringView> approval_code() const & noexcept { return read(OPI_FIELD_APPROVAL_CODE); }
    Optional<StringView> approval_code() const && = delete;
    /** TrxReferenceNumber: reference at the acquirer, for refunds in ch. */
    Optional<StringView> trx_reference() const & noexcept { return read(OPI_FIELD_TRX_REFERENCE); }
    Optional<StringView> trx_reference() const && = delete;
    /** ReceiptNumber (de). */
    Optional<StringView> receipt_number() const & noexcept { return read(OPI_FIELD_RECEIPT_NUMBER); }
    Optional<StringView> receipt_number() const && = delete;
    /** Card number, masked: at most the first six and last four digits. */
    Optional<StringView> card() const & noexcept { return read(OPI_FIELD_CARD); }
    Optional<StringView> card() const && = delete;
    /** Brand of the card. */
    Optional<StringView> card_circuit() const & noexcept { return read(OPI_FIELD_CARD_CIRCUIT); }
    Optional<StringView> card_circuit() const && = delete;
    /** Sequence number of the card (de). */
    Optional<StringView> card_sequence() const & noexcept { return read(OPI_FIELD_CARD_SEQUENCE); }
    Optional<StringView> card_sequence() const && = delete;
    /** Issue number of the card (ATS). */
    Optional<StringView> issue_number() const & noexcept { return read(OPI_FIELD_ISSUE_NUMBER); }
    Optional<StringView> issue_number() const && = delete;
    /** How the card was read, as the terminal calls it: NFC, ... */
    Optional<StringView> entry_method() const & noexcept { return read(OPI_FIELD_ENTRY_METHOD); }
    Optional<StringView> entry_method() const && = delete;
    /** How the cardholder was verified, as the terminal calls it: PIN, NoCVM, ... */
    Optional<StringView> verification_method() const & noexcept { return read(OPI_FIELD_VERIFICATION_METHOD); }
    Optional<StringView> verification_method() const && = delete;
    /** Language of the cardholder. */
    Optional<StringView> card_language() const & noexcept { return read(OPI_FIELD_CARD_LANGUAGE); }
    Optional<StringView> card_language() const && = delete;
    /** Token that stands for the card; tokens in the JSON has all of them. */
    Optional<StringView> token() const & noexcept { return read(OPI_FIELD_TOKEN); }
    Optional<StringView> token() const && = delete;
    /** Time at the terminal. */
    Optional<DateTime> authorised_at() const noexcept { return detail::time(read(OPI_FIELD_AUTHORISED_AT)); }
    /** Online, Offline, … */
    Optional<StringView> authorisation_type() const & noexcept { return read(OPI_FIELD_AUTHORISATION_TYPE); }
    Optional<StringView> authorisation_type() const && = delete;
    /** AcquirerID. */
    Optional<StringView> acquirer() const & noexcept { return read(OPI_FIELD_ACQUIRER); }
    Optional<StringView> acquirer() const && = delete;
    /** Batch at the acquirer. */
    Optional<StringView> acquirer_batch() const & noexcept { return read(OPI_FIELD_ACQUIRER_BATCH); }
    Optional<StringView> acquirer_batch() const && = delete;
    /** IssuerID. */
    Optional<StringView> issuer() const & noexcept { return read(OPI_FIELD_ISSUER); }
    Optional<StringView> issuer() const && = delete;
    /** Merchant contract number. */
    Optional<StringView> merchant() const & noexcept { return read(OPI_FIELD_MERCHANT); }
    Optional<StringView> merchant() const && = delete;
    /** AID of the chip. */
    Optional<StringView> application_id() const & noexcept { return read(OPI_FIELD_APPLICATION_ID); }
    Optional<StringView> application_id() const && = delete;
    /** Response code of the host, ISO 8583; 0 is approval. */
    Optional<StringView> action_code() const & noexcept { return read(OPI_FIELD_ACTION_CODE); }
    Optional<StringView> action_code() const && = delete;
    /** How many copies to print. */
    Optional<std::int64_t> receipt_copies() const noexcept { return detail::number(read(OPI_FIELD_RECEIPT_COPIES)); }
    /** CaptureReference (ATS). */
    Optional<StringView> capture_reference() const & noexcept { return read(OPI_FIELD_CAPTURE_REFERENCE); }
    Optional<StringView> capture_reference() const && = delete;
    /** TrackingReference (ATS). */
    Optional<StringView> tracking_reference() const & noexcept { return read(OPI_FIELD_TRACKING_REFERENCE); }
    Optional<StringView> tracking_reference() const && = delete;
    /** Products that the card may not pay for, separated by commas (ifsf). */
    std::vector<StringView> restriction_codes() const & { return detail::list(read(OPI_FIELD_RESTRICTION_CODES)); }
    std::vector<StringView> restriction_codes() const && = delete;
    /** Approval of the loyalty host (ifsf). */
    Optional<StringView> loyalty_approval_code() const & noexcept { return read(OPI_FIELD_LOYALTY_APPROVAL_CODE); }
    Optional<StringView> loyalty_approval_code() const && = delete;
    /** Loyalty points or their worth (ifsf). */
    Optional<Decimal> loyalty_amount() const noexcept { return detail::decimal(read(OPI_FIELD_LOYALTY_AMOUNT)); }
    /** Points after the transaction (ATS). */
    Optional<Decimal> loyalty_points() const noexcept { return detail::decimal(read(OPI_FIELD_LOYALTY_POINTS)); }
    /** Repeated answer: which kind of request it answered. */
    Optional<Kind> original_kind() const noexcept { return detail::named<Kind>(read(OPI_FIELD_ORIGINAL_KIND)); }
    /** Repeated answer: RequestID of the request it answered. */
    Optional<StringView> original_request_id() const & noexcept { return read(OPI_FIELD_ORIGINAL_REQUEST_ID); }
    Optional<StringView> original_request_id() const && = delete;
    /** Repeated answer: the till that had asked. */
    Optional<StringView> original_workstation() const & noexcept { return read(OPI_FIELD_ORIGINAL_WORKSTATION); }
    Optional<StringView> original_workstation() const && = delete;
    /** Repeated answer: OverallResult of the request it answered. */
    Optional<StringView> original_result() const & noexcept { return read(OPI_FIELD_ORIGINAL_RESULT); }
    Optional<StringView> original_result() const && = delete;
    /** HostDeclineReason (ch). */
    Optional<StringView> host_decline_reason() const & noexcept { return read(OPI_FIELD_HOST_DECLINE_REASON); }
    Optional<StringView> host_decline_reason() const && = delete;
    /** TerminalDeclineReason (ch). */
    Optional<StringView> terminal_decline_reason() const & noexcept { return read(OPI_FIELD_TERMINAL_DECLINE_REASON); }
    Optional<StringView> terminal_decline_reason() const && = delete;
    /** The vendor's own error number (de). */
    Optional<StringView> vendor_error_code() const & noexcept { return read(OPI_FIELD_VENDOR_ERROR_CODE); }
    Optional<StringView> vendor_error_code() const && = delete;
    /** The vendor's own words for it (de). */
    Optional<StringView> vendor_error_text() const & noexcept { return read(OPI_FIELD_VENDOR_ERROR_TEXT); }
    Optional<StringView> vendor_error_text() const && = delete;
    /** TerminalStatus (ch); the list of values is not public. */
    Optional<StringView> terminal_status() const & noexcept { return read(OPI_FIELD_TERMINAL_STATUS); }
    Optional<StringView> terminal_status() const && = delete;
    /** TerminalSubStatus (ch); the list of values is not public. */
    Optional<StringView> terminal_sub_status() const & noexcept { return read(OPI_FIELD_TERMINAL_SUB_STATUS); }
    Optional<StringView> terminal_sub_status() const && = delete;
    /** Address of the terminal (ch). */
    Optional<StringView> terminal_ip() const & noexcept { return read(OPI_FIELD_TERMINAL_IP); }
    Optional<StringView> terminal_ip() const && = delete;
    /** Version of the payment application (ch, de). */
    Optional<StringView> app_version() const & noexcept { return read(OPI_FIELD_APP_VERSION); }
    Optional<StringView> app_version() const && = delete;
    /** Merchant identification in ep2 (ch). */
    Optional<StringView> ep2_merchant_id() const & noexcept { return read(OPI_FIELD_EP2_MERCHANT_ID); }
    Optional<StringView> ep2_merchant_id() const && = delete;
    /** Hardware of the terminal (ch). */
    Optional<StringView> hardware() const & noexcept { return read(OPI_FIELD_HARDWARE); }
    Optional<StringView> hardware() const && = delete;
    /** Serial number of the terminal (ch). */
    Optional<StringView> serial_number() const & noexcept { return read(OPI_FIELD_SERIAL_NUMBER); }
    Optional<StringView> serial_number() const && = delete;
    /** Name of the terminal's configuration (ch). */
    Optional<StringView> configuration_name() const & noexcept { return read(OPI_FIELD_CONFIGURATION_NAME); }
    Optional<StringView> configuration_name() const && = delete;
    /** Version of the terminal's configuration (ch). */
    Optional<StringView> configuration_version() const & noexcept { return read(OPI_FIELD_CONFIGURATION_VERSION); }
    Optional<StringView> configuration_version() const && = delete;
    /** Brands that the terminal accepts, separated by commas (nl, ch). */
    std::vector<StringView> card_circuits() const & { return detail::list(read(OPI_FIELD_CARD_CIRCUITS)); }
    std::vector<StringView> card_circuits() const && = delete;
    /** Acquirers that the terminal works with, separated by commas (ch). */
    std::vector<StringView> acquirers() const & { return detail::list(read(OPI_FIELD_ACQUIRERS)); }
    std::vector<StringView> acquirers() const && = delete;
    /** What a diagnosis found, in words (de, ifsf). */
    Optional<StringView> diagnosis_result() const & noexcept { return read(OPI_FIELD_DIAGNOSIS_RESULT); }
    Optional<StringView> diagnosis_result() const && = delete;
    /** When the terminal restarts (CCV Germany). */
    Optional<StringView> next_reboot() const & noexcept { return read(OPI_FIELD_NEXT_REBOOT); }
    Optional<StringView> next_reboot() const && = delete;
    /** How many stored transactions were taken (ATS). */
    Optional<std::int64_t> submitted_count() const noexcept { return detail::number(read(OPI_FIELD_SUBMITTED_COUNT)); }
    /** How many stored transactions were not taken (ATS). */
    Optional<std::int64_t> not_submitted_count() const noexcept
    {
        return detail::number(read(OPI_FIELD_NOT_SUBMITTED_COUNT));
    }
    /** Free text that the vendor added. */
    Optional<StringView> private_data() const & noexcept { return read(OPI_FIELD_PRIVATE_DATA); }
    Optional<StringView> private_data() const && = delete;
    /**
     * The whole answer as XML, as it was understood: what has no field of its own is here. Card numbers masked, secrets
     * dropped.
     */
    Optional<StringView> raw() const & noexcept { return read(OPI_FIELD_RAW); }
    Optional<StringView> raw() const && = delete;
    /** How many callbacks of the till failed during the call. */
    std::uint32_t failed_callbacks() const noexcept { return opi_result_failed_callbacks(handle_.get()); }
    /** The whole result as one JSON object. */
    StringView json() const & noexcept { return detail::text(opi_result_json, handle_.get()); }
    StringView json() const && = delete;

    /** The receipts that came during the call, printed or not. */
    std::vector<Receipt> receipts() const &
    {
        std::vector<Receipt> receipts;
        for (std::size_t i = 0; i < opi_result_receipt_count(handle_.get()); i++)
            receipts.push_back({
                static_cast<Role>(opi_result_receipt_role(handle_.get(), i)),
                detail::text(opi_result_receipt_target, handle_.get(), i),
                detail::text(opi_result_receipt_text, handle_.get(), i),
                opi_result_receipt_acknowledged(handle_.get(), i) == 1,
            });
        return receipts;
    }
    std::vector<Receipt> receipts() const && = delete;

    /** The entries of the electronic journal that came during the call. */
    std::vector<JournalEntry> journal() const &
    {
        const auto read = [](const detail::Place &at, const char *name, std::size_t *length) {
            const auto *of = static_cast<const opi_result *>(at.object);
            return opi_result_journal_get(of, at.part, name, length);
        };
        const std::size_t count = opi_result_journal_count(handle_.get());
        return detail::parts<JournalEntry>(count, {handle_.get(), 0, 0}, read);
    }
    std::vector<JournalEntry> journal() const && = delete;

    /** What speaks for and against that money moved. */
    std::vector<Evidence> evidence() const &
    {
        const auto read = [](const detail::Place &at, const char *name, std::size_t *length) {
            const auto *of = static_cast<const opi_result *>(at.object);
            return opi_result_evidence_get(of, at.part, name, length);
        };
        const std::size_t count = opi_result_evidence_count(handle_.get());
        return detail::parts<Evidence>(count, {handle_.get(), 0, 0}, read);
    }
    std::vector<Evidence> evidence() const && = delete;

    /** Pairs of evidence that cannot both be true. */
    std::vector<Contradiction> contradictions() const &
    {
        const auto read = [](const detail::Place &at, const char *name, std::size_t *length) {
            const auto *of = static_cast<const opi_result *>(at.object);
            return opi_result_contradiction_get(of, at.part, name, length);
        };
        const std::size_t count = opi_result_contradiction_count(handle_.get());
        return detail::parts<Contradiction>(count, {handle_.get(), 0, 0}, read);
    }
    std::vector<Contradiction> contradictions() const && = delete;

    /** What was unusual on the way, in plain words, for the log. */
    std::vector<StringView> notes() const &
    {
        std::vector<StringView> notes;
        for (std::size_t i = 0; i < opi_result_note_count(handle_.get()); i++)
            notes.push_back(detail::text(opi_result_note, handle_.get(), i));
        return notes;
    }
    std::vector<StringView> notes() const && = delete;
    // end

    /** The first exception that a callback threw during the call; for std::rethrow_exception(). */
    std::exception_ptr callback_failure() const noexcept { return callback_failure_; }

    /**
     * Tells the journal that the till knows this outcome, so that recovery does not list it again. Call it once the
     * sale is booked; also after the terminal was closed. Throws Status::pending when the outcome is unknown.
     */
    void acknowledge() const
    {
        opi_error *error = nullptr;
        const auto status = opi_result_acknowledge(handle_.get(), &error);
        detail::check(status, error);
    }

    /** The object of opi.h, still owned here. */
    const opi_result *handle() const noexcept { return handle_.get(); }

private:
    Optional<StringView> read(const char *name) const noexcept
    {
        return detail::optional_text(opi_result_get, handle_.get(), name);
    }

    detail::Handle<opi_result, opi_result_free> handle_;
    std::exception_ptr callback_failure_;
};

// ==== Recovery ==================================================================================================

/** A request of the journal, and what became of it; lives as long as the Recovery it came from. */
class RecoveredRequest {
public:
    /** The text of a field, by its name OPI_RECOVERY_...; nothing if it is empty. */
    Optional<StringView> get(StringView name) const { return read(name.str().c_str()); }

    // generated: recovered
    /** Number of the request in the journal; resolving by hand names it. */
    Optional<StringView> id() const noexcept { return read(OPI_RECOVERY_ID); }
    /** approved, not_charged or ask_human. */
    Recovered verdict() const noexcept { return static_cast<Recovered>(opi_recovery_verdict(recovery_, index_)); }
    /** The till's own reference, as given. */
    Optional<StringView> reference() const noexcept { return read(OPI_RECOVERY_REFERENCE); }
    /** The idempotency key, as given. */
    Optional<StringView> key() const noexcept { return read(OPI_RECOVERY_KEY); }
    /** Kind of request, as on the wire. */
    Optional<Kind> kind() const noexcept { return detail::named<Kind>(read(OPI_RECOVERY_KIND)); }
    /** What the till asked for, decimal major units. */
    Optional<Money> requested_amount() const noexcept
    {
        return detail::amount(read(OPI_RECOVERY_REQUESTED_AMOUNT), read(OPI_RECOVERY_CURRENCY));
    }
    /** What was charged, decimal major units. Only when approved. */
    Optional<Money> amount() const noexcept
    {
        return detail::amount(read(OPI_RECOVERY_AMOUNT), read(OPI_RECOVERY_CURRENCY));
    }
    /** ISO 4217 letters. */
    Optional<StringView> currency() const noexcept { return read(OPI_RECOVERY_CURRENCY); }
    /** When the till asked, local time. */
    Optional<DateTime> begun_at() const noexcept { return detail::time(read(OPI_RECOVERY_BEGUN_AT)); }
    /** RequestID under which the terminal was asked. */
    Optional<StringView> request_id() const noexcept { return read(OPI_RECOVERY_REQUEST_ID); }
    /** Host and port of the terminal. */
    Optional<StringView> terminal() const noexcept { return read(OPI_RECOVERY_TERMINAL); }
    /** WorkstationID of the till. */
    Optional<StringView> workstation() const noexcept { return read(OPI_RECOVERY_WORKSTATION); }
    /** TerminalID. */
    Optional<StringView> terminal_id() const noexcept { return read(OPI_RECOVERY_TERMINAL_ID); }
    /** STAN: the terminal's transaction number. */
    Optional<StringView> stan() const noexcept { return read(OPI_RECOVERY_STAN); }
    /** ApprovalCode. */
    Optional<StringView> approval_code() const noexcept { return read(OPI_RECOVERY_APPROVAL_CODE); }
    /** TrxReferenceNumber: reference at the acquirer. */
    Optional<StringView> trx_reference() const noexcept { return read(OPI_RECOVERY_TRX_REFERENCE); }
    /** Card number, its last four digits. */
    Optional<StringView> card() const noexcept { return read(OPI_RECOVERY_CARD); }
    /** Brand of the card. */
    Optional<StringView> card_circuit() const noexcept { return read(OPI_RECOVERY_CARD_CIRCUIT); }
    /** Time at the terminal. */
    Optional<DateTime> authorised_at() const noexcept { return detail::time(read(OPI_RECOVERY_AUTHORISED_AT)); }
    /** Why the verdict is what it is. */
    Optional<StringView> reason() const noexcept { return read(OPI_RECOVERY_REASON); }
    /** What to do next, in words. */
    Optional<StringView> advice() const noexcept { return read(OPI_RECOVERY_ADVICE); }
    /** yes: recovering again later may find out. */
    Optional<bool> ask_again() const noexcept { return detail::flag(read(OPI_RECOVERY_ASK_AGAIN)); }
    /** Who settled it. */
    Optional<SettledBy> settled_by() const noexcept { return detail::named<SettledBy>(read(OPI_RECOVERY_SETTLED_BY)); }
    /** When it was settled, local time. */
    Optional<DateTime> settled_at() const noexcept { return detail::time(read(OPI_RECOVERY_SETTLED_AT)); }
    /** The person who resolved it by hand. */
    Optional<StringView> who() const noexcept { return read(OPI_RECOVERY_WHO); }

    /** Its receipts, those found during recovery included. */
    std::vector<Receipt> receipts() const
    {
        std::vector<Receipt> receipts;
        for (std::size_t i = 0; i < opi_recovery_receipt_count(recovery_, index_); i++)
            receipts.push_back({
                static_cast<Role>(opi_recovery_receipt_role(recovery_, index_, i)),
                detail::text(opi_recovery_receipt_target, recovery_, index_, i),
                detail::text(opi_recovery_receipt_text, recovery_, index_, i),
                opi_recovery_receipt_acknowledged(recovery_, index_, i) == 1,
            });
        return receipts;
    }

    /** Its entries of the electronic journal, those found during recovery included. */
    std::vector<JournalEntry> journal() const
    {
        const auto read = [](const detail::Place &at, const char *name, std::size_t *length) {
            const auto *of = static_cast<const opi_recovery *>(at.object);
            return opi_recovery_journal_get(of, at.index, at.part, name, length);
        };
        const std::size_t count = opi_recovery_journal_count(recovery_, index_);
        return detail::parts<JournalEntry>(count, {recovery_, index_, 0}, read);
    }

    /** What speaks for and against that money moved. */
    std::vector<Evidence> evidence() const
    {
        const auto read = [](const detail::Place &at, const char *name, std::size_t *length) {
            const auto *of = static_cast<const opi_recovery *>(at.object);
            return opi_recovery_evidence_get(of, at.index, at.part, name, length);
        };
        const std::size_t count = opi_recovery_evidence_count(recovery_, index_);
        return detail::parts<Evidence>(count, {recovery_, index_, 0}, read);
    }

    /** Pairs of evidence that cannot both be true. */
    std::vector<Contradiction> contradictions() const
    {
        const auto read = [](const detail::Place &at, const char *name, std::size_t *length) {
            const auto *of = static_cast<const opi_recovery *>(at.object);
            return opi_recovery_contradiction_get(of, at.index, at.part, name, length);
        };
        const std::size_t count = opi_recovery_contradiction_count(recovery_, index_);
        return detail::parts<Contradiction>(count, {recovery_, index_, 0}, read);
    }
    // end

    /**
     * Tells the journal that the till knows what became of it, so that it is not listed again. Throws Status::pending
     * while a human has to be asked: resolve it instead.
     */
    void acknowledge() const
    {
        opi_error *error = nullptr;
        const auto status = opi_recovery_acknowledge(recovery_, index_, &error);
        detail::check(status, error);
    }

private:
    friend class Recovery;
    RecoveredRequest(const opi_recovery *recovery, std::size_t index) noexcept : recovery_(recovery), index_(index) {}

    Optional<StringView> read(const char *name) const noexcept
    {
        return detail::optional_text(opi_recovery_get, recovery_, index_, name);
    }

    const opi_recovery *recovery_;
    std::size_t index_;
};

/** A list of requests of the journal with what became of each. Does not change. */
class Recovery {
public:
    /** An empty list. */
    Recovery() noexcept = default;
    /** Takes a recovery of opi.h, and what a callback threw meanwhile. */
    explicit Recovery(opi_recovery *recovery, std::exception_ptr callback_failure = nullptr) noexcept
        : handle_(recovery), callback_failure_(std::move(callback_failure))
    {
    }

    /** How many requests there are. */
    std::size_t size() const noexcept { return opi_recovery_count(handle_.get()); }
    /** Is there nothing to tell? */
    bool empty() const noexcept { return size() == 0; }

    /** The requests, oldest first. */
    std::vector<RecoveredRequest> requests() const &
    {
        std::vector<RecoveredRequest> requests;
        for (std::size_t i = 0; i < size(); i++)
            requests.push_back(RecoveredRequest{handle_.get(), i});
        return requests;
    }
    std::vector<RecoveredRequest> requests() const && = delete;

    /** The whole list as one JSON array. */
    StringView json() const & { return detail::text(opi_recovery_json, handle_.get()); }
    StringView json() const && = delete;

    /** The first exception that a callback threw meanwhile; for std::rethrow_exception(). */
    std::exception_ptr callback_failure() const noexcept { return callback_failure_; }
    /** The object of opi.h, still owned here. */
    const opi_recovery *handle() const noexcept { return handle_.get(); }

private:
    detail::Handle<opi_recovery, opi_recovery_free> handle_;
    std::exception_ptr callback_failure_;
};

// ==== The till's devices ========================================================================================

/** What the terminal wants of one of the till's devices. It and its texts end with the callback. */
class DeviceRequest {
public:
    DeviceRequest(const DeviceRequest &) = delete;
    DeviceRequest &operator=(const DeviceRequest &) = delete;

    /** Name of the device on the wire, such as "CashierDisplay"; empty for questions and journal entries. */
    StringView target() const noexcept { return detail::text(opi_device_request_target, request_); }
    /** All lines, separated by line feeds, exactly as the terminal sent them. */
    StringView text() const noexcept { return detail::text(opi_device_request_text, request_); }
    /** The lines; an empty one is a blank line. */
    std::vector<StringView> lines() const
    {
        std::vector<StringView> lines;
        const std::size_t count = opi_device_request_line_count(request_);
        lines.reserve(count);
        for (std::size_t i = 0; i < count; i++)
            lines.push_back(detail::text(opi_device_request_line, request_, i));
        return lines;
    }
    /** The object of opi.h. */
    const opi_device_request *handle() const noexcept { return request_; }

protected:
    /** @cond internal */
    explicit DeviceRequest(const opi_device_request *request) noexcept : request_(request) {}
    ~DeviceRequest() = default;

    const opi_device_request *request_;
    /** @endcond */
};

// generated: device requests
/** Text to show. */
class DisplayRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit DisplayRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** For the customer, not for the cashier? */
    bool for_customer() const noexcept { return opi_device_request_for_customer(request_) == 1; }
};

/** A receipt. */
class PrintRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit PrintRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** For whom it is. */
    Role role() const noexcept { return static_cast<Role>(opi_device_request_role(request_)); }
    /** Was the terminal told that it is in safe hands? */
    bool acknowledged() const noexcept { return opi_device_request_acknowledged(request_) == 1; }
};

/** A question to the cashier. */
class InputRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit InputRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
    /** What kind of answer it wants. */
    Prompt prompt() const noexcept { return static_cast<Prompt>(opi_device_request_prompt_kind(request_)); }
    /** The name of its command on the wire, such as GetConfirmation. */
    StringView command() const noexcept { return detail::text(opi_device_request_command, request_); }
    /** The least number of characters of an answer. */
    Optional<int> min_length() const noexcept { return detail::told<int>(opi_device_request_min_length(request_)); }
    /** The greatest number of characters of an answer. */
    Optional<int> max_length() const noexcept { return detail::told<int>(opi_device_request_max_length(request_)); }
    /** The number of decimals of an amount. */
    Optional<int> decimals() const noexcept { return detail::told<int>(opi_device_request_decimals(request_)); }
    /** Until when the terminal waits for the answer. */
    Optional<std::chrono::seconds> timeout() const noexcept
    {
        return detail::told<std::chrono::seconds>(opi_device_request_timeout_seconds(request_));
    }
};

/** Goods to hand out. */
class DeliverRequest : public DeviceRequest {
public:
    /** From opi.h. */
    explicit DeliverRequest(const opi_device_request *request) noexcept : DeviceRequest(request) {}
};

/** An entry of the electronic journal. */
class JournalRequest : public DeviceRequest, public JournalEntry {
public:
    /** From opi.h. */
    explicit JournalRequest(const opi_device_request *request) noexcept
        : DeviceRequest(request), JournalEntry({request, 0, 0}, read)
    {
    }
    using JournalEntry::text;

private:
    static const char *read(const detail::Place &at, const char *name, std::size_t *length) noexcept
    {
        return opi_device_request_get(static_cast<const opi_device_request *>(at.object), name, length);
    }
};
// end

/** What a callback answers. */
class OPI_NODISCARD Answer {
public:
    /** Printed, stored, handed out, confirmed. */
    static Answer yes() { return Answer{OPI_ANSWER_YES}; }
    /** Could not or must not be done; the cashier said no, or refused to answer. */
    static Answer no() { return Answer{OPI_ANSWER_NO}; }
    /** Not answered: the harmless thing is done. */
    static Answer none() { return Answer{OPI_ANSWER_DEFAULT}; }
    /** The text that the cashier typed. */
    static Answer text(std::string text) { return Answer{OPI_ANSWER_YES, std::move(text), false}; }
    /** The digits that the cashier typed, or an amount in major units such as "12.50". */
    static Answer number(std::string digits) { return Answer{OPI_ANSWER_YES, std::move(digits), true}; }

    /** Puts it where opi.h wants it and gives one of OPI_ANSWER_...; throws if it is not acceptable. */
    std::int32_t give(opi_answer *answer) const
    {
        if (!typed_)
            return code_;
        const std::string typed = detail::c_text(*typed_).value();
        const opi_status status =
            is_number_ ? opi_answer_set_number(answer, typed.c_str()) : opi_answer_set_text(answer, typed.c_str());
        if (status != OPI_OK)
            throw Error{static_cast<Status>(status)};
        return code_;
    }

private:
    explicit Answer(std::int32_t code, Optional<std::string> typed = {}, bool is_number = false)
        : code_(code), typed_(std::move(typed)), is_number_(is_number)
    {
    }

    std::int32_t code_;
    Optional<std::string> typed_;
    bool is_number_;
};

/**
 * The till's devices; a function that is not set is a device that you do not have.
 *
 * What they throw is kept for the caller of run(), recover() or dispatch(), and counts as "could not be done". They must not end
 * the thread they run on.
 */
struct Devices {
    // generated: devices
    /** Shows text to the cashier or the customer. Whatever it answers, the terminal is told that it was shown. */
    std::function<void(const DisplayRequest &)> display;
    /**
     * Prints a receipt. Only yes tells the terminal that it is in safe hands; after anything else it keeps the receipt
     * and wants a reprint before the next payment. Left out: receipts are in the results.
     */
    std::function<Answer(const PrintRequest &)> print;
    /** Asks the cashier. */
    std::function<Answer(const InputRequest &)> input;
    /** Hands out the goods (unattended terminals). Only yes says that it was done. */
    std::function<Answer(const DeliverRequest &)> deliver;
    /**
     * Stores an entry of the electronic journal. Only yes says that it was done. Left out: entries are in the results.
     */
    std::function<Answer(const JournalRequest &)> journal;
    // end
};

/** @cond internal */
namespace detail {

/**
 * Where the innermost call on this thread keeps what callbacks throw: of opi::dispatch() itself, which serves any
 * terminal; nullptr for calls on a terminal, whose bridge keeps it.
 */
class Innermost {
public:
    explicit Innermost(std::exception_ptr *failure) noexcept : outer_(here()) { here() = failure; }
    Innermost(const Innermost &) = delete;
    Innermost &operator=(const Innermost &) = delete;
    ~Innermost() { here() = outer_; }

    static std::exception_ptr *&here() noexcept
    {
        static thread_local std::exception_ptr *failure = nullptr;
        return failure;
    }

private:
    std::exception_ptr *const outer_;
};

/** What the library's user_data points to: the devices, and what they threw. Deleted by the library's destroy callback. */
class Bridge {
public:
    explicit Bridge(Devices devices) : devices_(std::move(devices)) {}

    opi_devices table() noexcept
    {
        opi_devices table = OPI_DEVICES_INIT;
        table.user_data = this;
        // generated: table
        table.display = devices_.display ? display : nullptr;
        table.print = devices_.print ? print : nullptr;
        table.input = devices_.input ? input : nullptr;
        table.deliver = devices_.deliver ? deliver : nullptr;
        table.journal = devices_.journal ? journal : nullptr;
        // end
        table.destroy = destroy;
        return table;
    }

    /** What the callbacks of this thread's call threw first. */
    std::exception_ptr take_failure() noexcept
    {
        const std::lock_guard<std::mutex> guard{lock_};
        for (auto it = failures_.begin(); it != failures_.end(); ++it)
            if (it->first == std::this_thread::get_id()) {
                std::exception_ptr failure = std::move(it->second);
                failures_.erase(it);
                return failure;
            }
        return nullptr;
    }

private:
    // generated: trampolines
    static std::int32_t OPI_CALLBACK display(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) -> std::int32_t {
            devices.display(DisplayRequest{request});
            return OPI_ANSWER_YES;
        });
    }
    static std::int32_t OPI_CALLBACK print(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) -> std::int32_t {
            return devices.print(PrintRequest{request}).give(nullptr);
        });
    }
    static std::int32_t OPI_CALLBACK input(void *bridge, const opi_device_request *request, opi_answer *answer) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) -> std::int32_t {
            return devices.input(InputRequest{request}).give(answer);
        });
    }
    static std::int32_t OPI_CALLBACK deliver(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) -> std::int32_t {
            return devices.deliver(DeliverRequest{request}).give(nullptr);
        });
    }
    static std::int32_t OPI_CALLBACK journal(void *bridge, const opi_device_request *request) noexcept
    {
        return guarded(bridge, [&](const Devices &devices) -> std::int32_t {
            return devices.journal(JournalRequest{request}).give(nullptr);
        });
    }
    // end
    static void OPI_CALLBACK destroy(void *bridge) noexcept { delete static_cast<Bridge *>(bridge); }

    template <class Call> static std::int32_t guarded(void *user_data, Call call) noexcept
    {
        auto &bridge = *static_cast<Bridge *>(user_data);
        try {
            return call(bridge.devices_);
        } catch (...) {
            bridge.keep(std::current_exception());
            return OPI_ANSWER_FAILED;
        }
    }

    /** Callbacks run on the thread that is in the call, so the thread tells to which call a failure belongs. */
    void keep(std::exception_ptr failure) noexcept
    {
        if (std::exception_ptr *dispatched = Innermost::here()) {
            if (!*dispatched)
                *dispatched = std::move(failure);
            return;
        }
        const auto here = std::this_thread::get_id();
        const std::lock_guard<std::mutex> guard{lock_};
        for (const auto &kept : failures_)
            if (kept.first == here)
                return;
        try {
            failures_.emplace_back(here, std::move(failure));
        } catch (...) {
            // No memory: the library still counts it.
        }
    }

    const Devices devices_;
    std::mutex lock_;
    std::vector<std::pair<std::thread::id, std::exception_ptr>> failures_;
};

/** An open terminal; shared by the Terminal and the calls that run on it. */
struct OpenTerminal {
    Handle<opi_terminal, opi_terminal_free> handle;
    Bridge *bridge; // lives at least as long as the handle: the library deletes it
};

} // namespace detail
/** @endcond */

// ==== Terminals =================================================================================================

/**
 * One payment terminal. Opening it only starts to listen for its device requests; each request makes its own
 * connection.
 */
class Terminal {
public:
    /**
     * Opens a terminal: opi://host[:port]?option=value&option=value (docs/options.md).
     *
     * Throws Error: invalid_url, unknown_name, listen, abi, ...
     */
    explicit Terminal(StringView url, Devices devices = {}) : Terminal(try_open(url, std::move(devices)).value()) {}

    /** The same, of a URL that was made option by option. */
    explicit Terminal(const Url &url, Devices devices = {}) : Terminal(url.str(), std::move(devices)) {}

    /** Moves; what was moved out of answers Status::null. */
    Terminal(Terminal &&) noexcept = default;
    /** Moves; the terminal that was here before is let go. */
    Terminal &operator=(Terminal &&) noexcept = default;

    /** The same without throwing. */
    static Expected<Terminal> try_open(StringView url, Devices devices = {})
    {
        if (auto error = detail::abi_error())
            return *std::move(error);
        auto c_url = detail::c_text(url);
        if (!c_url)
            return c_url.error();
        std::unique_ptr<detail::Bridge> bridge{new detail::Bridge(std::move(devices))};
        auto terminal = std::make_shared<detail::OpenTerminal>(); // before the library owns anything
        const opi_devices table = bridge->table();
        opi_terminal *handle = nullptr;
        opi_error *error = nullptr;
        const detail::Innermost innermost{nullptr}; // with recover=open there are callbacks
        const opi_status status = opi_terminal_open(c_url->c_str(), &table, &handle, &error);
        if (status != OPI_E_ABI) // then the table could not be read, and destroy is not called
            terminal->bridge = bridge.release();
        if (status != OPI_OK)
            return Error::take(status, error);
        terminal->handle.reset(handle);
        return Terminal{std::move(terminal)};
    }

    /** The same, of a URL that was made option by option. */
    static Expected<Terminal> try_open(const Url &url, Devices devices = {})
    {
        return try_open(url.str(), std::move(devices));
    }

    /**
     * Runs one request: connects, sends it once, serves the terminal's device requests, waits for the outcome.
     *
     * Blocks until the outcome. Throws Error only when there is none: busy, recursive, closed, a mistake in the request.
     */
    Result run(const Request &request) { return try_run(request).value(); }
    /** The same; `cancel` may end it early. */
    Result run(const Request &request, const Cancel &cancel) { return try_run(request, cancel).value(); }
    /** The same without throwing. */
    Expected<Result> try_run(const Request &request) { return run_on(terminal_, request, nullptr); }
    /** The same without throwing; `cancel` may end it early. */
    Expected<Result> try_run(const Request &request, const Cancel &cancel)
    {
        return run_on(terminal_, request, cancel.handle());
    }

    /** Takes a card payment; `reference` is the till's own name of the sale. */
    Result pay(const Money &amount, StringView reference = {}) { return run(payment(amount, reference)); }
    /** The same; `cancel` may end it early. */
    Result pay(const Money &amount, StringView reference, const Cancel &cancel)
    {
        return run(payment(amount, reference), cancel);
    }

    /**
     * Runs a request on a thread of its own; callbacks run there too. The future gives what run() gives or throws.
     *
     * Letting go of the future, of the Cancel or of the Terminal ends nothing: the request goes on to its outcome.
     */
    std::future<Result> run_async(Request request) { return run_async(std::move(request), nullptr); }
    /** The same; `cancel` may end it early. */
    std::future<Result> run_async(Request request, const Cancel &cancel)
    {
        return run_async(std::move(request), cancel.handle_);
    }
    /** Takes a card payment on a thread of its own; see run_async(). */
    std::future<Result> pay_async(const Money &amount, StringView reference = {})
    {
        return run_async(payment(amount, reference));
    }
    /** The same; `cancel` may end it early. */
    std::future<Result> pay_async(const Money &amount, StringView reference, const Cancel &cancel)
    {
        return run_async(payment(amount, reference), cancel);
    }

    /**
     * Finds out what became of every unresolved request of this till at this terminal, and lists those whose outcome was
     * not acknowledged. Asks for the terminal's last message and last receipt, never for money. Blocks; callbacks run.
     *
     * Throws Error: no_journal, busy, recursive, closed, journal, ...
     */
    Recovery recover() { return recover_on(nullptr); }
    /** The same; `cancel` may end it early. */
    Recovery recover(const Cancel &cancel) { return recover_on(cancel.handle()); }

    /** What recover() would look into, as the journal knows it, without asking the terminal. */
    Recovery unresolved() const
    {
        opi_recovery *recovery = nullptr;
        opi_error *error = nullptr;
        const auto status = opi_terminal_unresolved(handle(), &recovery, &error);
        detail::check(status, error);
        return Recovery{recovery};
    }

    /**
     * Resolves a request by hand, after a person has compared receipts or totals: Recovered::approved or not_charged. Who
     * and why are recorded; no card numbers in them, please.
     */
    void resolve(StringView id, Recovered verdict, StringView who, StringView why)
    {
        opi_error *error = nullptr;
        const std::string c_id = detail::c_text(id).value(), c_who = detail::c_text(who).value();
        const std::string c_why = detail::c_text(why).value();
        const auto status = opi_terminal_resolve(handle(), c_id.c_str(), static_cast<std::int32_t>(verdict), c_who.c_str(),
                                                 c_why.c_str(), &error);
        detail::check(status, error);
    }

    /**
     * Serves device requests that come while no request runs, such as a receipt asked for at the terminal.
     *
     * Gives true when at least one was served, false when none came in time. Rethrows what a callback threw.
     */
    bool dispatch(std::chrono::milliseconds timeout)
    {
        const auto terminal = terminal_;
        const detail::Innermost innermost{nullptr};
        const opi_status status = opi_terminal_dispatch(handle(), detail::milliseconds(timeout));
        const bool nested = status == OPI_E_RECURSIVE || status == OPI_E_NULL; // then what was thrown is not of this call
        std::exception_ptr failure = nested ? nullptr : terminal->bridge->take_failure();
        if (status != OPI_OK && status != OPI_E_TIMEOUT)
            throw Error::take(status, nullptr, std::move(failure));
        if (failure)
            std::rethrow_exception(failure);
        return status == OPI_OK;
    }

    /**
     * Closes the terminal: cancels a call that runs in another thread and waits for it. Afterwards no callback
     * runs or will run again. Closing twice is the same as once.
     *
     * Throws Error: timeout when the call still runs (it goes on closing, ask again), recursive inside a callback.
     */
    void close(std::chrono::milliseconds timeout = std::chrono::seconds{5})
    {
        const auto terminal = terminal_;
        const opi_status status = opi_terminal_close(handle(), detail::milliseconds(timeout));
        if (status != OPI_OK)
            throw Error{static_cast<Status>(status)};
    }

    /** The port on which the till listens for device requests; useful with listen=0. */
    int listen_port() const noexcept { return opi_terminal_listen_port(handle()); }
    /** The address on which the till listens for device requests, such as "0.0.0.0:4102". */
    std::string listen_address() const
    {
        return detail::text(opi_terminal_listen_address, handle()).str();
    }
    /** The object of opi.h, still owned here. */
    opi_terminal *handle() const noexcept { return terminal_ ? terminal_->handle.get() : nullptr; }

private:
    using Shared = std::shared_ptr<detail::OpenTerminal>;

    explicit Terminal(Shared terminal) noexcept : terminal_(std::move(terminal)) {}

    static Request payment(const Money &amount, StringView reference)
    {
        Request request{Kind::card_payment, amount};
        if (!reference.empty())
            request.reference(reference);
        return request;
    }

    /** `terminal` is a copy: the terminal lives until the call has ended, whatever becomes of the Terminal meanwhile. */
    static Expected<Result> run_on(Shared terminal, const Request &request, const opi_cancel *cancel)
    {
        opi_result *result = nullptr;
        opi_error *error = nullptr;
        const detail::Innermost innermost{nullptr};
        const opi_status status =
            opi_terminal_run(terminal ? terminal->handle.get() : nullptr, request.handle(), cancel, &result, &error);
        // A call that was refused had no callbacks; one that runs on this thread keeps what is its own.
        const bool refused = result == nullptr && status > -100;
        std::exception_ptr failure = refused ? nullptr : terminal->bridge->take_failure();
        if (result == nullptr)
            return Error::take(status, error, std::move(failure));
        opi_error_free(error); // its words are in the result
        return Result{result, std::move(failure)};
    }

    Recovery recover_on(const opi_cancel *cancel)
    {
        const auto terminal = terminal_;
        opi_recovery *recovery = nullptr;
        opi_error *error = nullptr;
        const detail::Innermost innermost{nullptr};
        const auto status = opi_terminal_recover(handle(), cancel, &recovery, &error);
        const bool refused = recovery == nullptr && status > -100;
        std::exception_ptr failure = refused ? nullptr : terminal->bridge->take_failure();
        if (status != OPI_OK)
            throw Error::take(status, error, std::move(failure));
        return Recovery{recovery, std::move(failure)};
    }

    std::future<Result> run_async(Request request, std::shared_ptr<opi_cancel> cancel)
    {
        std::promise<Result> promise;
        std::future<Result> future = promise.get_future();
        std::thread{fulfil, std::move(promise), terminal_, std::move(request), std::move(cancel)}.detach();
        return future;
    }

    static void fulfil(std::promise<Result> promise, Shared terminal, const Request &request,
                       const std::shared_ptr<opi_cancel> &cancel)
    {
        try {
            auto result = run_on(terminal, request, cancel.get());
            terminal.reset(); // when the future is ready, nothing is held here any more
            promise.set_value(std::move(result).value());
        } catch (...) {
            promise.set_exception(std::current_exception());
        }
    }

    Shared terminal_;
};

/**
 * Serves device requests of every terminal of this process that come while no call is inside it. One thread that calls this
 * in a loop serves a shop; a second one keeps a callback that takes long at one terminal from delaying the others.
 *
 *     std::thread dispatcher{[&] {
 *         while (open)
 *             opi::dispatch(std::chrono::seconds{1});
 *     }};
 *
 * Callbacks run on this thread. Gives true when at least one was served, false when none came in time. Rethrows what a
 * callback threw first: catch it inside the loop. May be called inside a callback: it serves the other terminals.
 */
inline bool dispatch(std::chrono::milliseconds timeout)
{
    detail::require_abi();
    std::exception_ptr failure;
    opi_status status;
    {
        const detail::Innermost innermost{&failure};
        status = opi_dispatch(detail::milliseconds(timeout));
    }
    if (status != OPI_OK && status != OPI_E_TIMEOUT)
        throw Error::take(status, nullptr, std::move(failure));
    if (failure)
        std::rethrow_exception(failure);
    return status == OPI_OK;
}

// ==== Log =======================================================================================================

/**
 * Sends the log of the whole library to a function, in place of the one before: level, part of the library, text.
 *
 * It must be quick, must not call a function of a terminal, and may be called by several threads at once, also by the
 * library's own. What it throws is dropped. An empty function, or LogLevel::off, ends logging.
 */
inline void log_to(LogLevel level, std::function<void(LogLevel, StringView, StringView)> function)
{
    using Function = std::function<void(LogLevel, StringView, StringView)>;
    struct Trampoline {
        static void OPI_CALLBACK call(void *function, std::int32_t level, const char *target, const char *text,
                                      std::size_t length) noexcept
        {
            try {
                (*static_cast<Function *>(function))(static_cast<LogLevel>(level), target, StringView(text, length));
            } catch (...) {
                // A log must not disturb what it tells about.
            }
        }
        static void OPI_CALLBACK destroy(void *function) noexcept { delete static_cast<Function *>(function); }
    };
    detail::require_abi();
    opi_status status;
    if (function)
        status = opi_log_set(static_cast<std::int32_t>(level), Trampoline::call, new Function{std::move(function)},
                             Trampoline::destroy);
    else
        status = opi_log_set(OPI_LOG_OFF, nullptr, nullptr, nullptr);
    if (status != OPI_OK)
        throw Error{static_cast<Status>(status)};
}

} // namespace opi

#undef OPI_NODISCARD

#endif
