// What opi.hpp brings with it because C++11 lacks it: StringView, Optional, Expected; and how they get on with those of C++17.
#include "till.hpp"

#include <map>
#include <sstream>

using opi::Optional;
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
    constexpr std::string_view name = opi::field::amount;
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
#if defined(__cpp_lib_string_view) && defined(__cpp_lib_optional)
    RUN(test_views_become_those_of_the_standard);
    RUN(test_optionals_become_those_of_the_standard);
#endif
    return finish();
}
