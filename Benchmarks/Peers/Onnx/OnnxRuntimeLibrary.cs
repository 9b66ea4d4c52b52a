using System.Runtime.InteropServices;

namespace Benchmarks.Peers;

/// <summary>
/// ONNX Runtime's C API, loaded from its shared library: a table of functions to which versions only ever append, so that a slot's
/// number is as stable as a name. Only what a session on the processor needs is declared.
/// </summary>
internal sealed unsafe class OnnxRuntimeLibrary
{
    /// <summary>The environment variable that may name the library's file.</summary>
    public const string PathVariable = "GRAPHGEN_ONNXRUNTIME";

    /// <summary>The version of the table that is asked for: the first that has all these slots. Newer libraries give it too.</summary>
    private const uint TableVersion = 5;

    private readonly void** _table;

    private OnnxRuntimeLibrary(string path)
    {
        nint library = NativeLibrary.Load(path);
        // OrtApiBase: GetApi and GetVersionString.
        var getBase = (delegate* unmanaged[Cdecl]<void**>)NativeLibrary.GetExport(library, "OrtGetApiBase");
        void** api = getBase();
        Version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)api[1])()) ?? "";
        _table = (void**)((delegate* unmanaged[Cdecl]<uint, void*>)api[0])(TableVersion);
        if (!System.Version.TryParse(Version, out _) || _table == null)
            throw new InvalidOperationException($"'{path}' is not a library of ONNX Runtime 1.5 or newer: it calls itself '{Version}'.");
    }

    /// <summary>The library's version, such as 1.30.0.</summary>
    public string Version { get; }

    // The slots, numbered by their order in OrtApi of onnxruntime_c_api.h; its own static asserts fix ReleaseCustomOpDomain at 101,
    // ReleaseModelMetadata at 118 and SetGlobalSpinControl at 149.
    public delegate* unmanaged[Cdecl]<void*, byte*> GetErrorMessage => (delegate* unmanaged[Cdecl]<void*, byte*>)_table[2];

    public delegate* unmanaged[Cdecl]<int, byte*, void**, void*> CreateEnv =>
        (delegate* unmanaged[Cdecl]<int, byte*, void**, void*>)_table[3];

    public delegate* unmanaged[Cdecl]<void*, void*, nuint, void*, void**, void*> CreateSessionFromArray =>
        (delegate* unmanaged[Cdecl]<void*, void*, nuint, void*, void**, void*>)_table[8];

    public delegate* unmanaged[Cdecl]<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*> Run =>
        (delegate* unmanaged[Cdecl]<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*>)_table[9];

    public delegate* unmanaged[Cdecl]<void**, void*> CreateSessionOptions => (delegate* unmanaged[Cdecl]<void**, void*>)_table[10];

    public delegate* unmanaged[Cdecl]<void*, int, void*> SetSessionExecutionMode => (delegate* unmanaged[Cdecl]<void*, int, void*>)_table[13];

    public delegate* unmanaged[Cdecl]<void*, int, void*> SetSessionGraphOptimizationLevel => (delegate* unmanaged[Cdecl]<void*, int, void*>)_table[23];

    public delegate* unmanaged[Cdecl]<void*, int, void*> SetIntraOpNumThreads => (delegate* unmanaged[Cdecl]<void*, int, void*>)_table[24];

    public delegate* unmanaged[Cdecl]<void*, int, void*> SetInterOpNumThreads => (delegate* unmanaged[Cdecl]<void*, int, void*>)_table[25];

    public delegate* unmanaged[Cdecl]<void**, void*> CreateRunOptions => (delegate* unmanaged[Cdecl]<void**, void*>)_table[39];

    public delegate* unmanaged[Cdecl]<void*, void*, nuint, long*, nuint, int, void**, void*> CreateTensorWithDataAsOrtValue =>
        (delegate* unmanaged[Cdecl]<void*, void*, nuint, long*, nuint, int, void**, void*>)_table[49];

    public delegate* unmanaged[Cdecl]<int, int, void**, void*> CreateCpuMemoryInfo => (delegate* unmanaged[Cdecl]<int, int, void**, void*>)_table[69];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseEnv => (delegate* unmanaged[Cdecl]<void*, void>)_table[92];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseStatus => (delegate* unmanaged[Cdecl]<void*, void>)_table[93];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseMemoryInfo => (delegate* unmanaged[Cdecl]<void*, void>)_table[94];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseSession => (delegate* unmanaged[Cdecl]<void*, void>)_table[95];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseValue => (delegate* unmanaged[Cdecl]<void*, void>)_table[96];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseRunOptions => (delegate* unmanaged[Cdecl]<void*, void>)_table[97];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseSessionOptions => (delegate* unmanaged[Cdecl]<void*, void>)_table[100];

    public delegate* unmanaged[Cdecl]<void*, byte*, byte*, void*> AddSessionConfigEntry =>
        (delegate* unmanaged[Cdecl]<void*, byte*, byte*, void*>)_table[130];

    public delegate* unmanaged[Cdecl]<void*, void*, void*, void*> RunWithBinding =>
        (delegate* unmanaged[Cdecl]<void*, void*, void*, void*>)_table[133];

    public delegate* unmanaged[Cdecl]<void*, void**, void*> CreateIoBinding => (delegate* unmanaged[Cdecl]<void*, void**, void*>)_table[134];

    public delegate* unmanaged[Cdecl]<void*, void> ReleaseIoBinding => (delegate* unmanaged[Cdecl]<void*, void>)_table[135];

    public delegate* unmanaged[Cdecl]<void*, byte*, void*, void*> BindInput => (delegate* unmanaged[Cdecl]<void*, byte*, void*, void*>)_table[136];

    public delegate* unmanaged[Cdecl]<void*, byte*, void*, void*> BindOutput => (delegate* unmanaged[Cdecl]<void*, byte*, void*, void*>)_table[137];

    /// <summary>Loads the library.</summary>
    /// <param name="path">Its file, or null to look where <see cref="PathVariable"/> says, and in node_modules here.</param>
    /// <param name="reason">Why there is none, in a sentence.</param>
    public static OnnxRuntimeLibrary? TryLoad(string? path, out string reason)
    {
        path ??= Environment.GetEnvironmentVariable(PathVariable);
        path ??= Search("node_modules");
        if (path is null)
        {
            reason = $"ONNX Runtime was not found: run 'npm install --ignore-scripts onnxruntime-node' here, or name libonnxruntime.so.1 in {PathVariable}.";
            return null;
        }

        try
        {
            reason = "";
            return new OnnxRuntimeLibrary(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or InvalidOperationException)
        {
            reason = $"ONNX Runtime could not be loaded: {exception.Message}";
            return null;
        }
    }

    /// <summary>Throws what a call gave back as a status, if it is an error.</summary>
    public void Check(void* status)
    {
        if (status == null)
            return;
        string message = Marshal.PtrToStringUTF8((nint)GetErrorMessage(status)) ?? "";
        ReleaseStatus(status);
        throw new InvalidOperationException($"ONNX Runtime says: {message}");
    }

    private static string? Search(string modules)
    {
        string binaries = Path.Combine(modules, "onnxruntime-node", "bin");
        if (!OperatingSystem.IsLinux() || !Directory.Exists(binaries))
            return null;
        string folder = $"{Path.DirectorySeparatorChar}{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}{Path.DirectorySeparatorChar}";
        return Directory.EnumerateFiles(binaries, "libonnxruntime.so*", SearchOption.AllDirectories)
            .Where(file => file.Contains(folder, StringComparison.Ordinal))
            .Select(Path.GetFullPath)
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
    }
}
