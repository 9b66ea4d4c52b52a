using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>
/// Asks the system for pages of 2 MiB. A step over some MiB of weights, gradients and moments meets more pages of 4 KiB
/// than a processor keeps the places of. Only a hint: nothing depends on it but time.
/// </summary>
internal static unsafe class LargePages
{
    private const nuint Size = 2 << 20;
    private const int Advice = 14; // MADV_HUGEPAGE

    private static volatile bool s_isAvailable = OperatingSystem.IsLinux();

    /// <summary>Advises the system for the whole large pages within some memory, before it is first touched.</summary>
    public static void Advise(void* start, nuint bytes)
    {
        nuint first = ((nuint)start + Size - 1) & ~(Size - 1);
        nuint last = ((nuint)start + bytes) & ~(Size - 1);
        if (!s_isAvailable || last <= first)
            return;
        try
        {
            _ = Advise((void*)first, last - first, Advice);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            s_isAvailable = false;
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(void* start, nuint bytes, int advice);
}
