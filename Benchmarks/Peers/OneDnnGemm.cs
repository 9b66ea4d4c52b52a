using System.Runtime.InteropServices;
using Benchmarks.Comparison;
using GraphGen.CompilerServices;

namespace Benchmarks.Peers;

/// <summary>
/// oneDNN's matrix product through its C API, in this process: C = A·B, all row-major and dense. Debian's build runs its
/// threads by OpenMP.
/// </summary>
internal sealed unsafe class OneDnnGemm : IContender
{
    private const string Library = "libdnnl.so.2";
    private const string Threading = "libgomp.so.1";

    private readonly ActionContender _contender;
    private readonly int _rows, _outputs, _inputs, _threads;
    private readonly AlignedBuffer _a, _b, _c;

    /// <exception cref="MissingPeerException">The library is not installed.</exception>
    public OneDnnGemm(int rows, int outputs, int inputs, int threads)
    {
        foreach (string library in (string[])[Library, Threading])
        {
            if (!NativeLibrary.TryLoad(library, out _))
                throw new MissingPeerException("oneDNN", $"oneDNN is missing: {library} cannot be loaded. Install it by: apt-get install libdnnl-dev");
        }

        (_rows, _outputs, _inputs, _threads) = (rows, outputs, inputs, threads);
        _a = GemmCase.Filled((long)rows * inputs);
        _b = GemmCase.Filled((long)inputs * outputs);
        _c = new AlignedBuffer((long)rows * outputs);
        DnnlVersion* version = GetVersion();
        _contender = new ActionContender($"oneDNN {version->Major}.{version->Minor}.{version->Patch}, {Plural.Of(threads, "thread")}", Run);
    }

    public string Name => _contender.Name;

    public IReadOnlyList<string> Settings => ["oneDNN: dnnl_sgemm, OpenMP threads as said, in this process."];

    public double Time(int repeats)
    {
        SetThreads(_threads);
        return _contender.Time(repeats);
    }

    public void Dispose() => _contender.Dispose();

    private void Run()
    {
        int status = Multiply((byte)'N', (byte)'N', _rows, _outputs, _inputs, 1, _a.Data, _inputs, _b.Data, _outputs, 0, _c.Data, _outputs);
        if (status != 0)
            throw new InvalidOperationException($"dnnl_sgemm gave the status {status}.");
    }

    [DllImport(Library, EntryPoint = "dnnl_sgemm")]
    private static extern int Multiply(
        byte transposeA, byte transposeB, nint m, nint n, nint k, float alpha, float* a, nint aRow, float* b, nint bRow, float beta, float* c, nint cRow);

    [DllImport(Library, EntryPoint = "dnnl_version")]
    private static extern DnnlVersion* GetVersion();

    [DllImport(Threading, EntryPoint = "omp_set_num_threads")]
    private static extern void SetThreads(int threads);

    [StructLayout(LayoutKind.Sequential)]
    private struct DnnlVersion
    {
        public int Major, Minor, Patch;
    }
}
