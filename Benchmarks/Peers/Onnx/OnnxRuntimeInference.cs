using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Benchmarks.Comparison;

namespace Benchmarks.Peers;

/// <summary>
/// ONNX Runtime on one sample, at its best: one thread, all graph optimisations, inputs and outputs created once over pinned memory.
/// Its functions are called as C calls them but for some nanoseconds in which the runtime lets the collector in.
/// </summary>
internal sealed unsafe class OnnxRuntimeInference : IContender
{
    private const int AllOptimisations = 99;
    private const int Sequential = 0;
    private const int Warning = 2;
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;
    private const int Float = 1;
    private const int Warmup = 200;

    private readonly OnnxRuntimeLibrary _library;
    private readonly bool _binds;
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly byte* _inputName;
    private readonly byte* _outputName;
    private readonly void* _environment;
    private readonly void* _session;
    private readonly void* _runOptions;
    private readonly void* _memory;
    private readonly void* _inputValue;
    private readonly void* _outputValue;
    private readonly void* _binding;
    private bool _isDisposed;

    /// <param name="library">The library.</param>
    /// <param name="model">The network that it shall run.</param>
    /// <param name="input">One sample.</param>
    /// <param name="binds">Whether inputs and outputs are bound once (RunWithBinding) instead of handed over in each call (Run).</param>
    public OnnxRuntimeInference(OnnxRuntimeLibrary library, OnnxModel model, ReadOnlySpan<float> input, bool binds = false)
    {
        (_library, _binds) = (library, binds);
        _inputName = (byte*)Marshal.StringToCoTaskMemUTF8(model.Input);
        _outputName = (byte*)Marshal.StringToCoTaskMemUTF8(model.Output);
        _input = GC.AllocateArray<float>(input.Length, pinned: true);
        _output = GC.AllocateArray<float>(model.Outputs, pinned: true);
        input.CopyTo(_input);
        void* created;
        fixed (byte* log = "benchmark\0"u8)
            library.Check(library.CreateEnv(Warning, log, &created));
        _environment = created;
        _session = CreateSession(model.Bytes);
        library.Check(library.CreateRunOptions(&created));
        _runOptions = created;
        library.Check(library.CreateCpuMemoryInfo(DeviceAllocator, DefaultMemory, &created));
        _memory = created;
        _inputValue = CreateValue(_input, model.InputShape);
        _outputValue = CreateValue(_output, [1, model.Outputs]);
        library.Check(library.CreateIoBinding(_session, &created));
        _binding = created;
        library.Check(library.BindInput(_binding, _inputName, _inputValue));
        library.Check(library.BindOutput(_binding, _outputName, _outputValue));
        Time(Warmup);
    }

    /// <inheritdoc/>
    public string Name => $"ONNX Runtime {_library.Version}, C API, 1 thread{(_binds ? ", I/O binding" : "")}";

    /// <summary>What the last run left.</summary>
    public ReadOnlySpan<float> Output => _output;

    /// <inheritdoc/>
    public double Time(int repeats)
    {
        byte* inputName = _inputName, outputName = _outputName;
        void* input = _inputValue, output = _outputValue;
        var run = _library.Run;
        var runWithBinding = _library.RunWithBinding;
        void* status = null;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats && status == null; i++)
        {
            status = _binds
                ? runWithBinding(_session, _runOptions, _binding)
                : run(_session, _runOptions, &inputName, &input, 1, &outputName, 1, &output);
        }

        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / repeats;
        _library.Check(status);
        return nanoseconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _library.ReleaseIoBinding(_binding);
        _library.ReleaseValue(_outputValue);
        _library.ReleaseValue(_inputValue);
        _library.ReleaseMemoryInfo(_memory);
        _library.ReleaseRunOptions(_runOptions);
        _library.ReleaseSession(_session);
        _library.ReleaseEnv(_environment);
        Marshal.FreeCoTaskMem((nint)_inputName);
        Marshal.FreeCoTaskMem((nint)_outputName);
    }

    private void* CreateSession(byte[] model)
    {
        void* options, session;
        _library.Check(_library.CreateSessionOptions(&options));
        _library.Check(_library.SetIntraOpNumThreads(options, 1));
        _library.Check(_library.SetInterOpNumThreads(options, 1));
        _library.Check(_library.SetSessionExecutionMode(options, Sequential));
        _library.Check(_library.SetSessionGraphOptimizationLevel(options, AllOptimisations));
        fixed (byte* bytes = model)
            _library.Check(_library.CreateSessionFromArray(_environment, bytes, (nuint)model.Length, options, &session));
        _library.ReleaseSessionOptions(options);
        return session;
    }

    private void* CreateValue(float[] pinned, int[] shape)
    {
        long* extents = stackalloc long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
            extents[i] = shape[i];
        void* value;
        _library.Check(_library.CreateTensorWithDataAsOrtValue(
            _memory, Unsafe.AsPointer(ref pinned[0]), (nuint)(pinned.Length * sizeof(float)), extents, (nuint)shape.Length, Float, &value));
        return value;
    }
}
