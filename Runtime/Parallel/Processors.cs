using System.Runtime.InteropServices;

namespace GraphGen.CompilerServices;

/// <summary>Where threads run. Only a hint to the system: nothing depends on it but time.</summary>
internal static unsafe class Processors
{
    private const int Words = 16;

    private static volatile bool s_isAvailable = OperatingSystem.IsLinux();

    /// <summary>The calling thread's processor, or -1. <see cref="Thread.GetCurrentProcessorId"/> may be thousands of calls old.</summary>
    public static int Current
    {
        get
        {
            if (!s_isAvailable)
                return -1;
            try
            {
                return GetProcessor();
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
            {
                s_isAvailable = false;
                return -1;
            }
        }
    }

    /// <summary>
    /// Moves the calling thread to another processor, where it may stay or not. Linux wakes a thread on the processor of
    /// its waker now and then, and two workers who spin in turns there look too lively to it to be moved apart.
    /// </summary>
    public static void Leave(int processor)
    {
        if (!s_isAvailable || (uint)processor >= Words * 64)
            return;
        try
        {
            ulong* all = stackalloc ulong[Words];
            ulong* others = stackalloc ulong[Words];
            new Span<ulong>(all, Words).Clear();
            if (GetAffinity(0, Words * sizeof(ulong), all) < 0)
                return;
            ulong any = 0;
            for (int i = 0; i < Words; i++)
            {
                others[i] = all[i] & ~(i == processor >> 6 ? 1ul << (processor & 63) : 0);
                any |= others[i];
            }

            if (any == 0)
                return;
            _ = SetAffinity(0, Words * sizeof(ulong), others);
            _ = SetAffinity(0, Words * sizeof(ulong), all);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            s_isAvailable = false;
        }
    }

    /// <summary>Calls the system once to no effect: the first call through each import allocates, which a step must not.</summary>
    public static void Prepare()
    {
        _ = Current;
        if (!s_isAvailable)
            return;
        try
        {
            ulong* all = stackalloc ulong[Words];
            new Span<ulong>(all, Words).Clear();
            if (GetAffinity(0, Words * sizeof(ulong), all) >= 0)
                _ = SetAffinity(0, Words * sizeof(ulong), all);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            s_isAvailable = false;
        }
    }

    [DllImport("libc", EntryPoint = "sched_getcpu")]
    private static extern int GetProcessor();

    [DllImport("libc", EntryPoint = "sched_getaffinity")]
    private static extern int GetAffinity(int thread, nint size, ulong* mask);

    [DllImport("libc", EntryPoint = "sched_setaffinity")]
    private static extern int SetAffinity(int thread, nint size, ulong* mask);
}
