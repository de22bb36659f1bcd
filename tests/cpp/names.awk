# Makes a C++ file of opi.h that compiles only if opi.hpp has every name of opi.h, with its value. Knows nothing of
# tools/opi-hpp.py. A constant that has no place in C++ yet stops the compiler by its name.
BEGIN {
    print "#include \"opi.hpp\""
    print "constexpr bool same(const char *a, const char *b) { return *a == *b && (*a == 0 || same(a + 1, b + 1)); }"
    number["OPI_E_"] = "Status"; number["OPI_MONEY_"] = "MoneyMoved"; number["OPI_VERDICT_"] = "Verdict"
    number["OPI_RECEIPT_"] = "Role"; number["OPI_PROMPT_"] = "Prompt"; number["OPI_LOG_"] = "LogLevel"
    number["OPI_RECOVERED_"] = "Recovered"
    text["OPI_OPTION_"] = "option"; text["OPI_FIELD_"] = "field"; text["OPI_JOURNAL_"] = "journal_field"
    text["OPI_RECOVERY_"] = "recovery_field"
    # In C++: member functions of Answer, members of Devices, opi::version(), opi::abi_fits().
    split("ANSWER_DEFAULT ANSWER_YES ANSWER_NO ANSWER_FAILED DEVICE_DISPLAY DEVICE_PRINT DEVICE_INPUT DEVICE_DELIVERY " \
          "DEVICE_JOURNAL VERSION ABI_VERSION CALL CALLBACK API H DEVICES_INIT", list, " ")
    for (i in list) elsewhere["OPI_" list[i]] = 1
}
function same(name, type, short) {
    printf "static_assert(static_cast<int>(opi::%s::%s) == %s, \"%s\");\n", type, tolower(short), name, name
    count++
}
/^#define OPI_/ {
    name = $2
    if (name in elsewhere) next
    if (name == "OPI_OK") { same(name, "Status", "ok"); next }
    for (prefix in number) if (index(name, prefix) == 1) { same(name, number[prefix], substr(name, length(prefix) + 1)); next }
    for (prefix in text) if (index(name, prefix) == 1) {
        printf "static_assert(same(opi::%s::%s.data(), %s), \"%s\");\n", text[prefix],
            tolower(substr(name, length(prefix) + 1)), name, name
        count++
        next
    }
    if ($3 ~ /^[0-9]+$/) { same(name, "Kind", substr(name, 5)); next }
    printf "#error \"opi.hpp has nothing for %s\"\n", name
}
END { printf "static_assert(%d > 150, \"opi.h was read\");\n", count }
