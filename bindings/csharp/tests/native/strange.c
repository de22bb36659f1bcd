/* A library that speaks another ABI, for the test that it is refused. */
#include <stdint.h>

uint32_t opi_abi_version(void)
{
    return 9 * 65536 + 9;
}
