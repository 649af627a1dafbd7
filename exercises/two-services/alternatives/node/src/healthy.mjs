const response = await fetch(`http://127.0.0.1:${process.argv[2]}/health`);
process.exit(response.ok ? 0 : 1);
