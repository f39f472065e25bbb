/* Go programs ask Windows for random bytes by ProcessPrng of bcryptprimitives.dll. Wine 8 has neither; this library
 * gives the bytes that Wine's RtlGenRandom gives. It is only for running the program under Wine. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
    const SIZE_T most = 1 << 20;

    while (size > 0) {
        ULONG n = (ULONG)(size < most ? size : most);
        if (!RtlGenRandom(data, n))
            return FALSE;
        data += n;
        size -= n;
    }
    return TRUE;
}
