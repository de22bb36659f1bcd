// The values of opi.hpp: what it brings with it because C++11 lacks it (StringView, Optional, Expected), and how that gets on with
// C++17; numbers, money, times; the terminal's URL.
#include "till.hpp"

#include <limits>
#include <map>
#include <sstream>

using opi::DateTime;
using opi::Decimal;
using opi::Money;
using opi::Optional;
using opi::Status;
using opi::StringView;

static const std::string umlauts = "Z\xc3\xbcrich";

// ---- texts ------------------------------------------------------------------------------------------------------

static void test_a_view_is_made_of_any_text()
{
    CHECK(StringView{}.empty() && StringView{nullptr}.empty() && StringView(nullptr, 7).empty());
    CHECK(*StringView{}.data() == '\0' && *StringView{nullptr}.data() == '\0'); // printf may be given it
    CHECK(StringView{umlauts}.size() == 7);
    CHECK(StringView{umlauts}.data() == umlauts.data());
    CHECK_TEXT(StringView("12.50 CHF", 5).str().c_str(), "12.50");
    CHECK(StringView("A1\0B2", 5).size() == 5);
    const std::string direct(StringView{"direct"});
    CHECK_TEXT(direct.c_str(), "direct");
    CHECK(StringView{umlauts}[0] == 'Z' && StringView{umlauts}.end()[-1] == 'h');
    std::string copied;
    for (const char c : StringView{umlauts})
        copied += c;
    CHECK(copied == umlauts);
    std::ostringstream out;
    out << StringView("12.50 CHF", 5) << '|' << StringView{};
    CHECK_TEXT(out.str().c_str(), "12.50|");
    static_assert(!std::is_convertible<StringView, std::string>::value, "a copy is made only where one is asked for");
}

static void test_views_compare_by_their_bytes()
{
    const StringView view{"tip"};
    CHECK(view == "tip" && "tip" == view && view == std::string{"tip"} && std::string{"tip"} == view);
    CHECK(view != "ti" && "tips" != view && view != std::string{"tiP"} && StringView{} == "");
    CHECK(StringView("a\0b", 3) != StringView("a\0c", 3));
    CHECK(StringView{"a"} < StringView{"b"} && StringView{"a"} < StringView{"ab"} && StringView{} < StringView{"a"});
    CHECK(!(StringView{"ab"} < StringView{"a"}) && !(view < view) && StringView{"z"} < StringView{"\xc3\xbc"});
    const std::map<StringView, int> decimals{{"CHF", 2}, {"JPY", 0}};
    CHECK(decimals.at(std::string{"JPY"}) == 0 && decimals.count("EUR") == 0);
}

// ---- what may be missing ------------------------------------------------------------------------------------------

// Counts those that live.
struct Counted {
    static int alive;
    int number;
    explicit Counted(int it) : number(it) { alive++; }
    Counted(const Counted &other) : number(other.number) { alive++; }
    Counted &operator=(const Counted &) = default;
    ~Counted() { alive--; }
};
int Counted::alive = 0;

static void test_an_optional_holds_one_value_or_none()
{
    {
        Optional<Counted> none, one{Counted{1}}, copy{one}, moved{std::move(copy)};
        CHECK(!none && one && moved && !none.has_value() && one.has_value());
        CHECK(one->number == 1 && (*moved).number == 1 && one.value().number == 1);
        CHECK_INT(none.value_or(Counted{7}).number, 7);
        CHECK_INT(one.value_or(Counted{7}).number, 1);
        CHECK_INT(Counted::alive, 3);
        none = one;
        one = Counted{2};
        CHECK(none->number == 1 && one->number == 2);
        none = std::move(one);
        CHECK_INT(none->number, 2);
        Optional<Counted> &itself = none;
        none = itself;
        none = std::move(itself);
        CHECK_INT(none->number, 2);
        none = {};
        CHECK(!none);
    }
    CHECK_INT(Counted::alive, 0);
}

static void test_optionals_compare_with_values()
{
    const Optional<int> none, two{2};
    CHECK(two == 2 && 2 == two && two != 3 && 3 != two && none != 2 && 2 != none);
    CHECK(none == Optional<int>{} && two == Optional<int>{2} && none != two);
    const Optional<StringView> text{"12.50"};
    CHECK(text == "12.50" && text == std::string{"12.50"} && text != "12.5" && Optional<StringView>{} != "");
    CHECK_TEXT(text.value_or("?").str().c_str(), "12.50");
    CHECK_TEXT(Optional<StringView>{}.value_or("?").str().c_str(), "?");
}

static void test_nothing_is_no_value()
{
    bool refused = false;
    try {
        (void)Optional<int>{}.value();
    } catch (const std::logic_error &) {
        refused = true;
    }
    CHECK(refused);
}

// if (flag) would be true of "no" as well.
static void test_a_flag_is_not_taken_for_whether_there_is_one()
{
    static_assert(std::is_constructible<bool, Optional<int>>::value, "if (number)");
    static_assert(!std::is_constructible<bool, Optional<bool>>::value, "if (flag)");
    const Optional<bool> no{false}, unknown;
    CHECK(no.has_value() && !unknown.has_value() && no == false && !(unknown == false) && !no.value_or(true));
}

static void test_what_only_moves_is_expected_without_a_copy()
{
    using Owner = std::unique_ptr<int>;
    static_assert(!std::is_copy_constructible<Optional<Owner>>::value && !std::is_copy_assignable<Optional<Owner>>::value, "");
    static_assert(std::is_copy_constructible<Optional<int>>::value && std::is_copy_assignable<Optional<int>>::value, "");
    opi::Expected<Owner> expected{Owner{new int{7}}};
    CHECK(expected && **expected == 7 && expected->get() == &**expected);
    const Owner owner = std::move(expected).value();
    CHECK_INT(*owner, 7);
    opi::Expected<Owner> failed{opi::Error{opi::Status::busy}};
    CHECK(!failed && failed.error().status() == opi::Status::busy);
    CHECK(thrown([&] { (void)std::move(failed).value(); }) == opi::Status::busy);
}

// ---- money ----------------------------------------------------------------------------------------------------

static_assert(!std::is_constructible<Money, double, opi::StringView>::value, "no amount in floating point");
static_assert(!std::is_constructible<Money, float, const char *>::value, "no amount in floating point");
static_assert(std::is_constructible<Money, int, const char *>::value, "minor units");

static void test_money_is_whole_minor_units()
{
    PROVES("money");
    CHECK_TEXT(Money(1250, "CHF").to_string().c_str(), "CHF 12.50");
    CHECK_TEXT(Money(7, "EUR").major_units().c_str(), "0.07");
    CHECK_TEXT(Money(-7, "EUR").major_units().c_str(), "-0.07");
    CHECK_TEXT(Money(1250, "JPY").major_units().c_str(), "1250");
    CHECK_TEXT(Money(1250, "KWD").major_units().c_str(), "1.250");
    CHECK_TEXT(Money(std::numeric_limits<std::int64_t>::min(), "CHF").major_units().c_str(), "-92233720368547758.08");
    CHECK(Money::parse("12.50", "CHF") == Money(1250, "CHF"));
    CHECK(Money::parse("12.5", "CHF") == Money(1250, "CHF"));
    CHECK(Money::parse("12", "CHF") == Money(1200, "CHF"));
    CHECK(Money::parse("1250", "JPY") == Money(1250, "JPY"));
    CHECK(Money::parse("0.001", "KWD") == Money(1, "KWD"));
    CHECK(Money::parse("92233720368547758.07", "CHF").minor_units() == std::numeric_limits<std::int64_t>::max());
    CHECK(Money(1250, "CHF") != Money(1250, "EUR"));
    CHECK(Money::read("-12.50", "CHF") == Money(-1250, "CHF") && !Money::read("12.50", "XQZ") && !Money::read("12.505", "CHF"));
    for (const char *text : {"", ".", ".5", "5.", "12.505", "12,50", "-1", "+1", " 1", "1e3", "1.2.3", "twelve",
                             "92233720368547758.08", "99999999999999999999"})
        if (!CHECK(thrown([&] { (void)Money::parse(text, "CHF"); }) == Status::invalid_amount))
            std::printf("  %s\n", text);
    CHECK(thrown([] { (void)Money::parse("1.5", "JPY"); }) == Status::invalid_amount);
    for (const char *currency : {"", "CH", "chf", "CHFF", "756", "C\0F", "XQZ"})
        CHECK(thrown([&] { Money money(1, currency); }) == Status::invalid_amount);
}

// A table of decimals beside the library's would be a second truth.
static void test_a_currency_has_the_decimals_of_the_library()
{
    PROVES("money");
    int currencies = 0;
    char code[] = "AAA";
    for (code[0] = 'A'; code[0] <= 'Z'; code[0]++)
        for (code[1] = 'A'; code[1] <= 'Z'; code[1]++)
            for (code[2] = 'A'; code[2] <= 'Z'; code[2]++) {
                const int decimals = opi_currency_decimals(code);
                const Status status = thrown([&] { CHECK_INT(Money(1, code).decimals(), decimals); });
                CHECK(status == (decimals < 0 ? Status::invalid_amount : Status::ok));
                currencies += decimals >= 0;
            }
    CHECK(currencies > 150);
}

// ---- numbers with decimals ----------------------------------------------------------------------------------------

static void test_decimals_are_exact()
{
    const auto rate = Decimal::read("1.0446").value();
    CHECK(rate.digits() == 10446 && rate.places() == 4);
    CHECK_TEXT(rate.to_string().c_str(), "1.0446");
    CHECK(rate == Decimal(10446, 4) && Decimal(15, 1) == Decimal(150, 2) && Decimal(150, 2) == Decimal(15, 1));
    CHECK(Decimal(15, 1) != Decimal(15, 2) && Decimal(1, 18) != Decimal(1));
    CHECK(Decimal(std::numeric_limits<std::int64_t>::max()) != Decimal(10, 1));
    CHECK_TEXT(Decimal::read("-0.05")->to_string().c_str(), "-0.05");
    CHECK_TEXT(Decimal::read("-9223372036854775808")->to_string().c_str(), "-9223372036854775808");
    CHECK(Decimal(1200, 2).with_places(0) == Decimal(12) && !Decimal(1250, 2).with_places(0) && !Decimal(100).with_places(-2));
    CHECK(Decimal::read("007") == Decimal(7) && Decimal::read("120.00")->places() == 2);
    for (const char *text : {"", "-", ".", "1.", ".5", "+1", " 1", "1,5", "1e3", "1.2.3", "--1", "one", "9223372036854775808",
                             "-9223372036854775809"})
        if (!CHECK(!Decimal::read(text)))
            std::printf("  %s\n", text);
}

// ---- times ----------------------------------------------------------------------------------------------------------

static void test_times_are_what_the_clock_showed()
{
    const auto plain = DateTime::read("2026-04-08T16:08:34").value();
    CHECK(plain == DateTime(2026, 4, 8, 16, 8, 34) && !plain.offset);
    CHECK_TEXT(plain.to_string().c_str(), "2026-04-08T16:08:34");
    for (const char *text : {"2026-04-08T16:08:34+02:00", "2026-04-08T16:08:34-09:30", "2026-12-31T23:59:60+00:00",
                             "0001-01-01T00:00:00.000000001", "2026-04-08T16:08:34.250000000+14:00"})
        CHECK_TEXT(DateTime::read(text).value().to_string().c_str(), text);
    CHECK(DateTime::read("2026-04-08T16:08:34Z")->offset == std::chrono::minutes{0});
    CHECK(DateTime::read("2026-04-08T16:08:34-02:30")->offset == -std::chrono::minutes{150});
    CHECK_INT(DateTime::read("2026-04-08T16:08:34.25")->nanosecond, 250000000);
    CHECK_INT(DateTime::read("2026-04-08T16:08:34.1234567891")->nanosecond, 123456789);
    CHECK(plain != DateTime::read("2026-04-08T16:08:34Z"));
    for (const char *text : {"", "yesterday", "2026-04-08", "2026-04-08 16:08:34", "2026-13-08T16:08:34", "2026-00-08T16:08:34",
                             "2026-04-32T16:08:34", "2026-04-08T24:08:34", "2026-04-08T16:60:34", "2026-04-08T16:08",
                             "2026-04-08T16:08:34.", "2026-04-08T16:08:34+2", "2026-04-08T16:08:34+02:00x", "26-04-08T16:08:34",
                             "2026-04-08T16:08:34+Z", "2026-4-8T16:08:34", "20260408160834"})
        if (!CHECK(!DateTime::read(text)))
            std::printf("  %s\n", text);
}

// ---- words ------------------------------------------------------------------------------------------------------------

static void test_enumerations_have_words_and_stay_open()
{
    CHECK(opi::word(opi::Kind::card_payment) == "CardPayment" && opi::named<opi::Kind>("CardPayment") == opi::Kind::card_payment);
    CHECK(opi::word(opi::DiagnosisMethod::pop_init_all) == "POPInitAll" && opi::word(opi::Acknowledge::auto_) == "auto");
    CHECK(opi::named<opi::Verdict>("not_sent") == opi::Verdict::not_sent);
    CHECK(!opi::named<opi::Kind>("cardpayment") && !opi::named<opi::Dialect>(""));
    const auto unknown = static_cast<opi::Kind>(4711); // of a later version
    CHECK(opi::word(unknown).empty());
    CHECK_INT(static_cast<std::int32_t>(unknown), 4711);
}

// ---- the terminal's URL -------------------------------------------------------------------------------------------------

static void test_a_url_is_made_option_by_option()
{
    CHECK_TEXT(opi::Url{"192.168.0.60"}.str().c_str(), "opi://192.168.0.60");
    const auto url = opi::Url{"[fe80::1]:4100"}
                         .dialect(opi::Dialect::de)
                         .workstation("lane 1 & \"2\"=50% +" + umlauts)
                         .connect_ms(std::chrono::seconds{5})
                         .keep_days(opi::Days{30})
                         .max_papers(64)
                         .adopt_journal(true)
                         .journal("/var/lib/till/opi.db")
                         .dialect_terminal_port(20003)
                         .dialect_close_day(opi::Kind::reconciliation_with_closure)
                         .dialect_allow({"tip", "stan"})
                         .set("acknowledge", opi::word(opi::Acknowledge::auto_));
    CHECK_TEXT(url.str().c_str(), ("opi://[fe80::1]:4100?acknowledge=auto&adopt_journal=yes&connect_ms=5000"
                                   "&dialect=de&dialect.allow=tip%2Cstan&dialect.close_day=ReconciliationWithClosure"
                                   "&dialect.terminal_port=20003&journal=/var/lib/till/opi.db&keep_days=30&max_papers=64"
                                   "&workstation=lane%201%20%26%20%222%22%3D50%25%20%2B" + umlauts).c_str());
    CHECK_TEXT(opi::Url{"h"}.language("de").language("fr").str().c_str(), "opi://h?language=fr");
}

static void test_a_url_cannot_be_smuggled_into()
{
    CHECK_TEXT(opi::Url{"h?journal=none"}.str().c_str(), "opi://h%3Fjournal%3Dnone");
    CHECK(thrown([] { opi::Terminal terminal{opi::Url{"127.0.0.1"}.workstation("\xc3")}; }) == Status::invalid_utf8);
    CHECK(thrown([] { opi::Url{"127.0.0.1"}.workstation(StringView("a\0b", 3)); }) == Status::invalid_argument);
    CHECK(thrown([] { opi::Url{"127.0.0.1"}.dialect_allow({"tip,stan"}); }) == Status::invalid_argument);
    CHECK(thrown([] { opi::Terminal terminal{opi::Url{"127.0.0.1"}.set("workstaton", "2")}; }) == Status::unknown_name);
    CHECK(thrown([] { opi::Terminal terminal{opi::Url{"127.0.0.1"}.model(static_cast<opi::Model>(99))}; }) == Status::invalid_url);
}

static void test_a_terminal_opens_at_a_url()
{
    const opi::Url url = opi::Url{"127.0.0.1:1"}.listen("127.0.0.1:0").workstation("lane & 1");
    CHECK(opi::Terminal{url}.listen_port() > 0 && opi::Terminal::try_open(url).has_value());
}

// ---- with those of C++17 --------------------------------------------------------------------------------------------

#if defined(__cpp_lib_string_view) && defined(__cpp_lib_optional)

static std::size_t length_of(std::string_view text) { return text.size(); }
static std::size_t length_in(StringView text) { return text.size(); }

static void test_views_become_those_of_the_standard()
{
    const StringView ours{umlauts};
    const std::string_view theirs = ours;
    CHECK(theirs.data() == umlauts.data() && length_of(ours) == 7 && length_in(theirs) == 7 && length_in({}) == 0);
    CHECK(ours == theirs && theirs == ours && !(ours != theirs) && !(theirs != ours));
    CHECK(StringView{std::string_view{}}.size() == 0);
    std::string text{ours};
    text = ours;
    text += ours;
    CHECK(text == umlauts + umlauts);
    constexpr std::string_view name = StringView{"amount", 6};
    static_assert(name == "amount");
    const std::function<void(std::string_view)> wants_theirs = [&](std::string_view view) { CHECK(view == umlauts); };
    wants_theirs(ours);
}

static void test_optionals_become_those_of_the_standard()
{
    const Optional<StringView> text{umlauts}, none;
    const std::optional<StringView> same = text;
    const std::optional<std::string_view> view = text, nothing = none;
    CHECK(same && *same == umlauts && view == umlauts && !nothing);
    const std::optional<std::string_view> braced{text};
    std::optional<std::string_view> assigned;
    assigned = text;
    CHECK(braced == umlauts && assigned == umlauts);
    // The value, not whether there is one.
    const std::optional<bool> no{Optional<bool>{false}}, unknown{Optional<bool>{}};
    CHECK(no == false && !unknown.has_value());
    const std::optional<long> number = Optional<int>{7};
    CHECK(number == 7);
    static_assert(!std::is_convertible_v<Optional<std::string>, std::optional<int>>);
}

#endif

int main()
{
    RUN(test_a_view_is_made_of_any_text);
    RUN(test_views_compare_by_their_bytes);
    RUN(test_an_optional_holds_one_value_or_none);
    RUN(test_optionals_compare_with_values);
    RUN(test_nothing_is_no_value);
    RUN(test_a_flag_is_not_taken_for_whether_there_is_one);
    RUN(test_what_only_moves_is_expected_without_a_copy);
    RUN(test_money_is_whole_minor_units);
    RUN(test_a_currency_has_the_decimals_of_the_library);
    RUN(test_decimals_are_exact);
    RUN(test_times_are_what_the_clock_showed);
    RUN(test_enumerations_have_words_and_stay_open);
    RUN(test_a_url_is_made_option_by_option);
    RUN(test_a_url_cannot_be_smuggled_into);
    RUN(test_a_terminal_opens_at_a_url);
#if defined(__cpp_lib_string_view) && defined(__cpp_lib_optional)
    RUN(test_views_become_those_of_the_standard);
    RUN(test_optionals_become_those_of_the_standard);
#endif
    return finish();
}
