using System.Globalization;

namespace GraphGen.CompilerServices;

/// <summary>Whether the memory that a session would take is there to be had: told before anything is allocated.</summary>
internal static class SessionMemory
{
    /// <exception cref="ArgumentOutOfRangeException">The batch size is too large for one buffer, or for this process.</exception>
    public static void Check(SessionLayout layout, int batchSize, int frames)
    {
        long largest = Math.Max(1, layout.WorkspaceFloatsPerSample);
        long sum = (long)frames * layout.WorkspaceFloatsPerSample;
        long most = AlignedBuffer.MaxLength - layout.WorkspaceFloats;
        foreach (PortSpec[] ports in (PortSpec[][])[layout.Inputs, layout.Targets, layout.Outputs])
        {
            foreach (PortSpec port in ports)
            {
                // Inputs are kept for each frame, and what the caller sees is yet another copy.
                long elements = (ports == layout.Inputs && frames > 1 ? frames + 1L : 1L) * port.ElementsPerSample;
                largest = Math.Max(largest, elements);
                sum += elements;
            }
        }

        foreach (LossSpec loss in layout.Losses)
        {
            largest = Math.Max(largest, loss.Rows);
            sum += loss.Rows;
        }

        if (largest * batchSize > most)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"A batch of {batchSize} samples takes {largest * batchSize} elements in one buffer, which holds at most {most}. Choose at most {most / largest} samples.");
        double bytes = sizeof(float) * ((double)sum * batchSize + (double)frames * layout.WorkspaceFloats);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (available > 0 && bytes > available)
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, string.Create(CultureInfo.InvariantCulture, $"A batch of {batchSize} samples takes {bytes / (1 << 30):F1} GiB, but this process may have {(double)available / (1 << 30):F1} GiB. Choose a smaller batch size."));
    }
}
