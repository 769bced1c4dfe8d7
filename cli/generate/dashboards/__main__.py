"""Write the dashboards: `python -m cli.generate.dashboards`."""
from cli.generate.dashboards.writing import write_all

if __name__ == "__main__":
    write_all()
