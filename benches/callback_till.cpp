// The till of the callback bench in C++; see callback.c.
#include "opi.hpp"

#include <iostream>

int main(int argc, char **argv)
{
    std::size_t characters = 0;
    opi::Devices devices;
    devices.display = [&](const opi::DisplayRequest &request) {
        for (const auto line : request.lines())
            characters += line.size();
    };
    opi::Terminal terminal{argc > 1 ? argv[1] : "", devices};
    std::cout << terminal.listen_address() << std::endl;
    std::cin.get();
    const bool paid = terminal.pay({1250, "CHF"}).approved() && characters > 0;
    terminal.close();
    return paid ? 0 : 1;
}
